// swift-tools-version: 6.2
import PackageDescription

/// The graph of `Sources/Records/Records.docc/Architecture.md`. Arrows point down: a target may import what it names
/// here and nothing else (`Tools/test` builds with `--explicit-target-dependency-import-check error`).
let package = Package(
  name: "tram",
  products: [
    .executable(name: "tram", targets: ["tram"])
  ],
  targets: [
    // Pure: values in, values out.
    .target(name: "Causality"),
    .target(name: "Records", dependencies: ["Causality"]),
    .target(name: "Conflicts", dependencies: ["Causality", "Records"]),
    .target(name: "Exchange", dependencies: ["Causality", "Records"]),
    .target(name: "Procedures", dependencies: ["Causality", "Records"]),

    // Mechanism: one C library each, no word of the domain.
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "SQLite", dependencies: ["CSQLite"]),
    .target(name: "HTTP", dependencies: ["CCurl", "CZstd"]),
    .target(name: "Crypto", dependencies: ["CCrypto"]),

    // Shell: the world.
    .target(
      name: "Store",
      dependencies: ["Causality", "Records", "Conflicts", "Exchange", "SQLite", "Crypto"]),
    // Accounts are SQL of their own in a file of their own; of the store it uses the queue that an actor blocks on.
    .target(name: "Staff", dependencies: ["SQLite", "Crypto", "Store"]),
    .target(
      name: "Node",
      dependencies: [
        "Causality", "Records", "Conflicts", "Exchange", "Store", "Procedures", "HTTP", "Crypto", "Staff",
      ]),
    .target(
      name: "Counter",
      dependencies: [
        "Causality", "Records", "Conflicts", "Exchange", "Procedures", "Store", "Staff", "Node",
      ]),
    .target(
      name: "Web",
      dependencies: [
        "Causality", "Records", "Conflicts", "Exchange", "Procedures", "HTTP", "Crypto", "Store", "Staff",
        "Node", "Counter",
      ],
      resources: [.embedInCode("Assets")]),
    .executableTarget(
      name: "tram",
      dependencies: [
        "Causality", "Records", "Conflicts", "Exchange", "Procedures", "Store", "Node", "Counter", "Web",
      ]),

    // Tools.
    .executableTarget(
      name: "GeneratePopulation", dependencies: ["Records", "Procedures"],
      path: "Tools/GeneratePopulation", exclude: ["FORMAT.md"]),
    .executableTarget(
      name: "Bench",
      dependencies: [
        "Causality", "Records", "Conflicts", "Exchange", "Store", "HTTP", "SQLite", "Crypto", "Node",
      ],
      path: "Tools/Bench"),
    .executableTarget(
      name: "Simulate", dependencies: ["Simulation"], path: "Tools/Simulate"),

    // Tests.
    .target(
      name: "Simulation",
      dependencies: [
        "Causality", "Records", "Conflicts", "Exchange", "Store", "SQLite", "Procedures", "Crypto", "HTTP",
      ],
      path: "Tests/Support"),
    .testTarget(name: "CausalityTests", dependencies: ["Causality", "Simulation"]),
    .testTarget(name: "RecordsTests", dependencies: ["Causality", "Records", "Crypto", "Simulation"]),
    .testTarget(
      name: "ConflictsTests", dependencies: ["Causality", "Records", "Conflicts", "Crypto", "Simulation"]),
    .testTarget(
      name: "ExchangeTests", dependencies: ["Causality", "Records", "Exchange", "Crypto", "Simulation"]),
    .testTarget(name: "ProceduresTests", dependencies: ["Causality", "Records", "Procedures", "Simulation"]),
    .testTarget(name: "SQLiteTests", dependencies: ["SQLite"]),
    .testTarget(name: "HTTPTests", dependencies: ["HTTP"]),
    .testTarget(name: "CryptoTests", dependencies: ["Crypto"]),
    .testTarget(name: "StaffTests", dependencies: ["Staff", "Crypto"]),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Causality", "Records", "Conflicts", "Exchange", "Store", "SQLite", "Crypto", "Simulation",
      ]),
    .testTarget(
      name: "NodeTests",
      dependencies: [
        "Causality", "Records", "Conflicts", "Exchange", "Store", "Procedures", "Node", "HTTP", "Crypto",
        "Simulation",
      ]),
    .testTarget(
      name: "CounterTests",
      dependencies: [
        "Causality", "Records", "Conflicts", "Exchange", "Procedures", "SQLite", "Store", "Node",
        "Counter", "Simulation",
      ]),
    .testTarget(
      name: "WebTests",
      dependencies: [
        "Causality", "Records", "Conflicts", "Exchange", "Procedures", "HTTP", "Crypto", "Store", "Staff",
        "Node", "Counter", "Web", "Simulation",
      ]),
    .testTarget(
      name: "ConvergenceTests",
      dependencies: ["Causality", "Records", "Conflicts", "Exchange", "Store", "Simulation"]),
    .testTarget(
      name: "ProcessTests",
      dependencies: ["Causality", "Records", "Exchange", "Store", "SQLite", "Node", "Crypto", "Simulation"]),
  ],
  swiftLanguageModes: [.v6]
)

/// Targets that touch no world: standard library only, no clock, no chance, no unsafe memory.
let pure: Set<String> = ["Causality", "Records", "Conflicts", "Exchange", "Procedures"]

for target in package.targets where target.type != .system {
  var settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
  ]
  if pure.contains(target.name) { settings.append(.strictMemorySafety()) }
  target.swiftSettings = settings
}
