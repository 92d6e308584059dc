// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "dixit",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "dixit", targets: ["dixit"]),
    .library(name: "DixitKit", targets: ["DixitKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-crypto", "3.0.0"..<"5.0.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
  ],
  targets: [
    // The one door to each system library and to the embedded data.
    .systemLibrary(
      name: "CICUPackage", pkgConfig: "icu-i18n", providers: [.apt(["libicu-dev"]), .brew(["icu4c"])]),
    .systemLibrary(
      name: "CLibXML2Package", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    .systemLibrary(name: "CZlibPackage", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "CICU", dependencies: ["CICUPackage"]),
    .target(name: "CLibXML2", dependencies: ["CLibXML2Package"]),
    .target(name: "CZlib", dependencies: ["CZlibPackage"]),
    // Has no file for pkg-config.
    .target(name: "CBzip2", linkerSettings: [.linkedLibrary("bz2")]),
    .target(name: "CLexicons"),
    .target(name: "CSystem"),

    .target(name: "DixitDocument"),
    .target(name: "DixitLexicons", dependencies: ["CICU", "CLexicons", "DixitDocument"]),
    .target(name: "DixitGrammar", dependencies: ["DixitDocument", "DixitLexicons"]),
    .target(name: "DixitText", dependencies: ["CICU", "DixitDocument", "DixitGrammar", "DixitLexicons"]),
    .target(
      name: "DixitKnowledge",
      dependencies: ["CBzip2", "CICU", "CLexicons", "CZlib", "DixitDocument", "DixitLexicons"]),
    .target(name: "DixitEntities", dependencies: ["DixitDocument", "DixitGrammar", "DixitLexicons", "DixitKnowledge"]),
    .target(name: "DixitQuotations", dependencies: ["DixitDocument", "DixitLexicons", "DixitKnowledge"]),
    .target(
      name: "DixitFormats",
      dependencies: [
        "CICU", "CLibXML2", "CZlib", "DixitDocument", "DixitLexicons",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "DixitRuntime", dependencies: ["CSystem", "DixitDocument", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(
      name: "DixitTables",
      dependencies: ["DixitDocument", "DixitRuntime", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(
      name: "DixitKit",
      dependencies: [
        "DixitDocument", "DixitLexicons", "DixitGrammar", "DixitText", "DixitKnowledge", "DixitEntities",
        "DixitQuotations", "DixitFormats", "DixitRuntime",
      ]),
    .executableTarget(
      name: "dixit",
      dependencies: [
        // All that it imports: what is reached through DixitKit alone is not rebuilt when it changes.
        "DixitDocument", "DixitFormats", "DixitKit", "DixitKnowledge", "DixitLexicons", "DixitRuntime", "DixitTables",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "dixit-train",
      dependencies: [
        "DixitDocument", "DixitEntities", "DixitGrammar", "DixitKit", "DixitKnowledge", "DixitLexicons",
        "DixitQuotations", "DixitText",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["README.md"]),
    .target(name: "CBench", dependencies: ["CICUPackage"], path: "Benchmarks/CBench"),
    .executableTarget(
      name: "dixit-bench",
      dependencies: [
        "CBench", "DixitDocument", "DixitFormats", "DixitKit", "DixitKnowledge", "DixitLexicons", "DixitRuntime",
      ],
      path: "Benchmarks/dixit-bench"),
    .testTarget(
      name: "DixitTests",
      dependencies: [
        "DixitKit", "DixitDocument", "DixitLexicons", "DixitText", "DixitKnowledge", "DixitEntities",
        "DixitQuotations", "DixitFormats", "DixitGrammar", "DixitRuntime", "DixitTables",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      path: "Tests",
      exclude: [
        "Command", "Entities/Cases", "Formats/Awkward", "Formats/Samples", "Formats/validate-json.py",
        "Golden/Expected",
        "Knowledge/Dumps", "Knowledge/Files", "Quotations/Cases", "Text/Cases",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

// Needs libFuzzer: `make fuzz`.
if Context.environment["DIXIT_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "dixit-fuzz",
      dependencies: ["DixitDocument", "DixitFormats", "DixitGrammar", "DixitLexicons", "DixitText"],
      path: "Fuzz/dixit-fuzz", swiftSettings: [.unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])]))
}
