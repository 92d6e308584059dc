import Testing

@testable import DixitRuntime

/// What a listing and a ledger make of each other.
@Suite struct PlanTests {
  private let signature = FileSignature(inode: 1, size: 2, modified: 3, changed: 4)
  private let plan = Plan(configuration: "c", endings: [".json"])

  private func file(_ name: String, _ signature: FileSignature?) -> InputFile {
    InputFile(root: BytePath("in"), entry: BytePath(name), signature: signature)
  }

  private func row(_ name: String, change: (inout Ledger.Row) -> Void = { _ in }) -> Ledger.Row {
    var row = Ledger.Row(
      name: BytePath(name), root: BytePath("in"), entry: BytePath(name), signature: signature, sha256: "s",
      configuration: "c", knowledge: "k", outcome: .done, outputs: [".json"])
    change(&row)
    return row
  }

  @Test func skipsWhatLooksAsItDid() {
    #expect(plan.decide(file("a", signature), row("a")) == .skip)
  }

  @Test func saysWhyThereIsWork() {
    let same = file("a", signature)
    #expect(plan.decide(same, nil) == .work(.new))
    #expect(plan.decide(same, row("a") { $0.configuration = "d" }) == .work(.configuration))
    #expect(plan.decide(same, row("a") { $0.outcome = .failed }) == .work(.failed))
    #expect(plan.decide(same, row("a") { $0.outputs = [".tei.xml"] }) == .work(.outputs))
    #expect(plan.decide(same, row("a") { $0.signature = nil }) == .work(.changed))
    for change: (inout FileSignature) -> Void in [
      { $0.inode = 9 }, { $0.size = 9 }, { $0.modified = 9 }, { $0.changed = 9 }, { $0.modified = -1 },
    ] {
      var other = signature
      change(&other)
      #expect(plan.decide(file("a", other), row("a")) == .work(.changed))
    }
    var gone = plan
    gone.hasOutputs = { _ in false }
    #expect(gone.decide(same, row("a")) == .work(.outputs))
    var forced = plan
    forced.force = true
    #expect(forced.decide(same, row("a")) == .work(.forced))
  }

  @Test func aSignatureOfTheLastSecondsIsNotTrusted() {
    let now: Int64 = 100_000_000_000
    let seconds: Int64 = 1_000_000_000
    let changed = { (time: Int64) in FileSignature(inode: 1, size: 1, modified: time, changed: time) }
    #expect(changed(now - 3 * seconds).isTelling(at: now))
    #expect(!changed(now - seconds).isTelling(at: now))
    // The clock went back by years, or a file came with a date of the future.
    #expect(!changed(now + 300_000_000 * seconds).isTelling(at: now))
  }

  @Test func pairsFilesWithRowsByName() {
    var pairs: [String] = []
    var orphans: [String] = []
    Plan.pair(
      ["b", "c", "e"].map { file($0, nil) }, ["a", "b", "d", "e", "f"].map { row($0) }
    ) {
      orphans.append("\($0.name)")
    } each: { file, row in
      pairs.append("\(file.name) \(row.map { "\($0.name)" } ?? "new")")
      return true
    }
    #expect(pairs == ["b b", "c new", "e e"])
    #expect(orphans == ["a", "d", "f"])
  }

  @Test(arguments: [
    ("*.txt", "a/b.txt", true), ("*.txt", "b.html", false), ("a/*.txt", "a/b.txt", true),
    ("a/*.txt", "a/b/c.txt", false), ("a/**/c.txt", "a/b/d/c.txt", true), ("a/**/c.txt", "a/c.txt", true),
    ("**/draft*", "x/y/draft-1", true), ("**/draft*", "draft", true), ("?.txt", "é.txt", false),
    ("??.txt", "é.txt", true),
    ("drafts", "x/drafts", true), ("/a.txt", "a.txt", true), ("/a.txt", "x/a.txt", false),
    ("*a*a*a*b", "aaaaaaaaaaaa", false),
    ("a/**", "a/b/c", true), ("**", "", true), ("", "a", false),
  ]) func matchesPatterns(pattern: String, path: String, isMatch: Bool) {
    #expect(NamePattern(BytePath(pattern)).matches(BytePath(path)) == isMatch)
  }

  @Test func knowsMountsByTheirDevices() {
    let info = """
      22 1 254:0 / / rw shared:1 - ext4 /dev/vda rw
      30 22 0:45 / /mnt/nas rw,relatime - nfs4 server:/x rw
      31 22 0:46 / /mnt/a\\040b rw - fuse.sshfs x rw
      short line
      """
    let table = MountTable(mountInfo: Array(info.utf8))
    #expect(table.types == [254 << 8: "ext4", 45: "nfs4", 46: "fuse.sshfs"])
    #expect(["nfs4", "cifs", "fuse.sshfs", "overlay", "9p"].allSatisfy(MountTable.isDeaf))
    #expect(!["ext4", "tmpfs", "xfs", "apfs", "btrfs"].contains(where: MountTable.isDeaf))
  }
}
