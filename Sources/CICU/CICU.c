#include "CICU.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/ucurr.h>
#include <unicode/uenum.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

uint32_t dixit_icu_lower(uint32_t scalar) { return (uint32_t)u_tolower((UChar32)scalar); }

int dixit_icu_category(uint32_t scalar) { return u_charType((UChar32)scalar); }

static const UNormalizer2 *nfc(void) {
  UErrorCode error = U_ZERO_ERROR;
  return unorm2_getNFCInstance(&error);
}

uint32_t dixit_icu_base(uint32_t scalar) {
  UErrorCode error = U_ZERO_ERROR;
  UChar decomposed[32];
  int32_t length = unorm2_getDecomposition(nfc(), (UChar32)scalar, decomposed, 32, &error);
  if (U_FAILURE(error) || length <= 0) return dixit_icu_lower(scalar);
  UChar32 first;
  U16_GET(decomposed, 0, 0, length, first);
  // Some decompose in two steps: ǖ → ü → u.
  return (uint32_t)first == scalar ? dixit_icu_lower(scalar) : dixit_icu_base((uint32_t)first);
}

int dixit_icu_compatible(uint32_t scalar, uint32_t *result, int capacity) {
  UErrorCode error = U_ZERO_ERROR;
  UChar decomposed[32];
  const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&error);
  int32_t length = unorm2_getDecomposition(nfkc, (UChar32)scalar, decomposed, 32, &error);
  if (U_FAILURE(error) || length <= 0) return 0;
  int count = 0;
  for (int32_t at = 0; at < length && count < capacity; count++) {
    UChar32 next;
    U16_NEXT(decomposed, at, length, next);
    result[count] = (uint32_t)next;
  }
  return count;
}

bool dixit_icu_nfc_is_inert(uint32_t scalar) { return unorm2_isInert(nfc(), (UChar32)scalar); }

bool dixit_icu_nfc_has_boundary_before(uint32_t scalar) {
  return unorm2_hasBoundaryBefore(nfc(), (UChar32)scalar);
}

ptrdiff_t dixit_icu_nfc(const uint8_t *utf8, size_t length, uint8_t *result, size_t capacity) {
  UErrorCode error = U_ZERO_ERROR;
  ptrdiff_t written = -1;
  UChar *wide = malloc((length + 1) * sizeof(UChar));
  UChar *composed = malloc((3 * length + 1) * sizeof(UChar));
  int32_t wide_length = 0, composed_length = 0, narrow_length = 0;
  if (wide && composed) {
    u_strFromUTF8(wide, (int32_t)length + 1, &wide_length, (const char *)utf8, (int32_t)length, &error);
    composed_length = unorm2_normalize(nfc(), wide, wide_length, composed, (int32_t)(3 * length + 1), &error);
    u_strToUTF8((char *)result, (int32_t)capacity, &narrow_length, composed, composed_length, &error);
    if (U_SUCCESS(error)) written = narrow_length;
  }
  free(wide);
  free(composed);
  return written;
}

int dixit_icu_detect(const uint8_t *bytes, size_t length, char *name, size_t name_capacity) {
  UErrorCode error = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open(&error);
  int confidence = -1;
  ucsdet_setText(detector, (const char *)bytes, (int32_t)length, &error);
  const UCharsetMatch *match = ucsdet_detect(detector, &error);
  if (U_SUCCESS(error) && match) {
    const char *found = ucsdet_getName(match, &error);
    if (U_SUCCESS(error) && strlen(found) < name_capacity) {
      strcpy(name, found);
      confidence = ucsdet_getConfidence(match, &error);
    }
  }
  ucsdet_close(detector);
  return confidence;
}

ptrdiff_t dixit_icu_decode(
  const char *encoding, const uint8_t *bytes, size_t length, uint8_t *result, size_t capacity, size_t *replaced) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter *from = ucnv_open(encoding, &error);
  UConverter *to = ucnv_open("UTF-8", &error);
  if (U_FAILURE(error)) {
    ucnv_close(from);
    ucnv_close(to);
    return -2;
  }
  char *target = (char *)result;
  const char *source = (const char *)bytes;
  UChar pivot[4096], *pivot_source = pivot, *pivot_target = pivot;
  ucnv_convertEx(
    to, from, &target, target + capacity, &source, source + length, pivot, &pivot_source, &pivot_target,
    pivot + 4096, true, true, &error);
  ucnv_close(from);
  ucnv_close(to);
  if (U_FAILURE(error)) return -1;
  *replaced = 0;
  for (const char *at = (const char *)result; at + 2 < target; at++)
    if ((uint8_t)at[0] == 0xEF && (uint8_t)at[1] == 0xBF && (uint8_t)at[2] == 0xBD) (*replaced)++;
  return target - (char *)result;
}

bool dixit_icu_country(int index, char iso2[4], char iso3[4]) {
  const char *const *codes = uloc_getISOCountries();
  for (int at = 0; at <= index; at++)
    if (!codes[at]) return false;
  char locale[8] = "und_";
  strncat(locale, codes[index], 3);
  strncpy(iso2, codes[index], 3);
  strncpy(iso3, uloc_getISO3Country(locale), 3);
  iso2[3] = iso3[3] = 0;
  return true;
}

ptrdiff_t dixit_icu_country_name(
  const char *iso2, const char *language, bool is_short, uint8_t *result, size_t capacity) {
  UErrorCode error = U_ZERO_ERROR;
  UDisplayContext context = is_short ? UDISPCTX_LENGTH_SHORT : UDISPCTX_LENGTH_FULL;
  ULocaleDisplayNames *names = uldn_openForContext(language, &context, 1, &error);
  UChar wide[128];
  int32_t length = uldn_regionDisplayName(names, iso2, wide, 128, &error), narrow = 0;
  u_strToUTF8((char *)result, (int32_t)capacity, &narrow, wide, length, &error);
  uldn_close(names);
  return U_SUCCESS(error) ? narrow : -1;
}

const char *dixit_icu_language(int index) {
  const char *const *codes = uloc_getISOLanguages();
  for (int at = 0; at <= index; at++)
    if (!codes[at]) return NULL;
  return codes[index];
}

ptrdiff_t dixit_icu_language_tag(const char *tag, uint8_t *result, size_t capacity) {
  UErrorCode error = U_ZERO_ERROR;
  char locale[ULOC_FULLNAME_CAPACITY], canonical[ULOC_FULLNAME_CAPACITY];
  int32_t parsed = 0;
  uloc_forLanguageTag(tag, locale, sizeof locale, &parsed, &error);
  if (U_FAILURE(error) || error == U_STRING_NOT_TERMINATED_WARNING || (size_t)parsed != strlen(tag)) return -1;
  uloc_canonicalize(locale, canonical, sizeof canonical, &error);
  if (U_FAILURE(error) || error == U_STRING_NOT_TERMINATED_WARNING) return -1;
  uint8_t name[512];
  if (!canonical[0] || dixit_icu_language_name(canonical, "en", name, sizeof name) < 0) return -1;
  int32_t length = uloc_toLanguageTag(canonical, (char *)result, (int32_t)capacity, true, &error);
  return U_SUCCESS(error) ? length : -1;
}

int dixit_icu_currencies(char *codes, int capacity) {
  UErrorCode error = U_ZERO_ERROR;
  UEnumeration *list = ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &error);
  int count = 0;
  for (const char *code; count < capacity && (code = uenum_next(list, NULL, &error)); count++)
    memcpy(codes + 4 * count, code, 4);
  uenum_close(list);
  return count;
}

static ptrdiff_t narrow(const UChar *wide, int32_t length, uint8_t *result, size_t capacity, UErrorCode error) {
  int32_t size = 0;
  u_strToUTF8((char *)result, (int32_t)capacity, &size, wide, length, &error);
  // A warning says that the code itself stands in for a name that is missing.
  return U_SUCCESS(error) && error != U_USING_DEFAULT_WARNING ? size : -1;
}

ptrdiff_t dixit_icu_language_name(const char *code, const char *language, uint8_t *result, size_t capacity) {
  UErrorCode error = U_ZERO_ERROR;
  UChar wide[128];
  int32_t length = uloc_getDisplayLanguage(code, language, wide, 128, &error);
  return narrow(wide, length, result, capacity, error);
}

ptrdiff_t dixit_icu_currency_name(const char *code, const char *language, uint8_t *result, size_t capacity) {
  UErrorCode error = U_ZERO_ERROR;
  UBool is_choice = false;
  int32_t length = 0;
  UChar iso[4] = {(UChar)code[0], (UChar)code[1], (UChar)code[2], 0};
  const UChar *wide = ucurr_getName(iso, language, UCURR_LONG_NAME, &is_choice, &length, &error);
  return narrow(wide, length, result, capacity, error);
}
