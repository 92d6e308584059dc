// The one door to ICU. No ICU header appears here: Swift modules that import Foundation could not import it.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Lower case of a scalar (simple mapping).
uint32_t dixit_icu_lower(uint32_t scalar);
/// Lower case of the first scalar of the canonical decomposition: é → e, Å → a.
uint32_t dixit_icu_base(uint32_t scalar);
/// Unicode general category, as ICU's UCharCategory numbers it (1 = Lu, 2 = Ll, … 9 = Nd …).
int dixit_icu_category(uint32_t scalar);

/// What a compatibility form stands for: ﬁ → f, i; Ａ → A. Returns how many scalars; 0 for a scalar that is no such form.
int dixit_icu_compatible(uint32_t scalar, uint32_t *result, int capacity);

/// Whether NFC leaves the scalar alone whatever stands beside it.
bool dixit_icu_nfc_is_inert(uint32_t scalar);
/// Whether NFC never composes the scalar with what stands before it.
bool dixit_icu_nfc_has_boundary_before(uint32_t scalar);
/// NFC of UTF-8. Returns the length of the result, or -1 where `capacity` is too small or the input is no UTF-8.
ptrdiff_t dixit_icu_nfc(const uint8_t *utf8, size_t length, uint8_t *result, size_t capacity);

/// The likeliest encoding of some bytes: writes its IANA name, returns the confidence (0 to 100), -1 on failure.
int dixit_icu_detect(const uint8_t *bytes, size_t length, char *name, size_t name_capacity);
/// Decodes bytes to UTF-8; what can't be decoded becomes U+FFFD and is counted in `replaced`.
/// Returns the length of the result, -1 where `capacity` is too small, -2 where the encoding is unknown.
ptrdiff_t dixit_icu_decode(
  const char *encoding, const uint8_t *bytes, size_t length, uint8_t *result, size_t capacity, size_t *replaced);

/// The ISO 3166 codes, of two letters and of three, of the country or territory at a place in ICU's list; false behind
/// its end.
bool dixit_icu_country(int index, char iso2[4], char iso3[4]);
/// The name of a country in a language, in full or as short as custom allows. Returns its length in UTF-8, -1 on failure.
ptrdiff_t dixit_icu_country_name(
  const char *iso2, const char *language, bool is_short, uint8_t *result, size_t capacity);

/// The ISO 639 code of the language at a place in ICU's list; NULL behind its end.
const char *dixit_icu_language(int index);
/// The BCP 47 tag in its canonical form, with the shorter of ISO 639's codes. Returns its length, -1 for what is no tag or
/// names a language that ICU does not know.
ptrdiff_t dixit_icu_language_tag(const char *tag, uint8_t *result, size_t capacity);
/// The ISO 4217 codes of the currencies in use, four bytes each with a zero behind them. Returns how many there are.
int dixit_icu_currencies(char *codes, int capacity);
/// The name of a language, or of a currency, in a language. Returns its length in UTF-8, -1 where there is none.
ptrdiff_t dixit_icu_language_name(const char *code, const char *language, uint8_t *result, size_t capacity);
ptrdiff_t dixit_icu_currency_name(const char *code, const char *language, uint8_t *result, size_t capacity);
