import DixitRuntime
import Foundation
import Testing

/// The program itself, from outside. It is built beside the tests.
@Suite(.enabled(if: Program.exists, "the dixit executable is not built"), .serialized) struct CommandTests {
  let play = Playground()

  @Test func tellsItsVersionAtOnce() throws {
    let start = Date()
    let result = try Program.run(["--version"])
    #expect(result.output == "dixit 0.1.0\n")
    #expect(result.status == 0)
    #expect(Date().timeIntervalSince(start) < 1)
  }

  @Test(arguments: [
    "run", "watch", "retry", "status", "doctor", "annotate", "tables", "explain", "validate", "knowledge",
  ])
  func helps(
    with command: String
  ) throws {
    let result = try Program.run(["help", command])
    #expect(result.status == 0)
    #expect(result.output.contains("OVERVIEW: "))
  }

  @Test func tellsUsageErrorsByTheirStatus() throws {
    #expect(try Program.run(["run"]).status == 64)
    #expect(try Program.run(["run", "x", "--output", "y", "--jobs", "0"]).status == 64)
    #expect(try Program.run(["run", "x", "--output", "y", "--format", "pdf"]).status == 64)
    #expect(try Program.run(["annotate", "--ndjson", "--format", "tei"]).status == 64)
    #expect(try Program.run(["annotate", "--format", "brat"]).status == 64)
    #expect(try Program.run(["run", "x", "--output", "y", "--format", "tei,csv"]).status == 64)
  }

  @Test func makesTablesBehindARunAndAWatch() throws {
    play.write("« Je pars », a dit Claire Martin.", to: "in/a.txt")
    let folders = [play["in"].description, "--output", play["out"].description]
    let first = try Program.run(["run"] + folders + ["--format", "json,csv,sqlite"])
    #expect(first.errors.contains("tables: 1 documents, 1 quotations, 1 speakers"))
    #expect(play.text("out/quotations.csv")?.hasPrefix("document,title,date,outlet,") == true)
    let second = try Program.run(["run"] + folders + ["--format", "json,csv,sqlite"])
    #expect(second.errors.contains("tables: as they were"))
    play.write("« Moi aussi », a dit Claire Martin.", to: "in/b.txt")
    let watch = try Program.run(["watch"] + folders + ["--format", "json,csv,sqlite", "--once", "--settle", "0"])
    #expect(watch.errors.contains("tables: 2 documents, 2 quotations, 1 speakers"))
    #expect(try Program.run(["tables", play["in"].description]).status == 66)
  }

  @Test func annotatesIntoSeveralFiles() throws {
    let name = play["article"].description
    let result = try Program.run(["annotate", "--format", "brat,vrt", "--output", name], input: "« Oui », dit-il.")
    #expect(result.status == 0 && result.output.isEmpty)
    #expect(play.text("article.txt") == "« Oui », dit-il.")
    #expect(play.text("article.ann")?.hasPrefix("T1\t") == true)
    #expect(play.text("article.vrt")?.hasPrefix("<doc id=\"stdin\"") == true)
  }

  @Test func refusesAnOutputFolderInsideItsInputWithASentence() throws {
    play.write("Bonjour.", to: "in/a.txt")
    let result = try Program.run(["run", play["in"].description, "--output", play["in/out"].description])
    #expect(result.status == 78)
    #expect(result.errors.hasPrefix("dixit: The output folder "))
  }

  /// What a JSON line was misread by is mended as in a file; the answer says so, and points into what was sent.
  @Test func mendsLinesThatWereDecodedWrongly() throws {
    let result = try Program.run(
      ["annotate", "--ndjson"], input: #"{"text": "L’Ã©tÃ© sera chaud, a dit e\u0301te\u0301 FranÃ§ois."}"# + "\n")
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(answer["text"] as? String == "L’été sera chaud, a dit été François.")
    #expect((answer["warnings"] as? [String])?.first?.hasPrefix("3 characters had been decoded") == true)
    let alignment = try #require(answer["alignment"] as? [[Int]])
    #expect(alignment == [[2, 3, 2, 4], [4, 5, 5, 7], [24, 25, 26, 28], [26, 27, 29, 31], [32, 33, 36, 38]])
  }

  @Test func leavesFurnitureToWhoAsks() throws {
    let line = #"{"text": "Le maire part.\nLire aussi : « Non », dit Paul Morel"}"# + "\n"
    #expect(try Program.run(["annotate", "--ndjson"], input: line).output.contains(#""quotations":[]"#))
    let all = try Program.run(["annotate", "--ndjson", "--furniture", "all"], input: line)
    #expect(!all.output.contains(#""quotations":[]"#))
    #expect(try Program.run(["annotate", "--ndjson", "--furniture", "some"], input: line).status == 64)
  }

  @Test func takesAUsersWords() throws {
    play.write("quist.\ttitle\n", to: "words/fr/abbreviations.tsv")
    let line = #"{"text": "Il habite depuis longtemps au quist. Martin et il y restera toujours."}"# + "\n"
    let sentences = { (output: String) in output.components(separatedBy: #""id":"s"#).count - 1 }
    #expect(sentences(try Program.run(["annotate", "--ndjson"], input: line).output) == 2)
    let own = ["annotate", "--ndjson", "--lexicons", play["words"].description]
    #expect(sentences(try Program.run(own, input: line).output) == 1)
  }

  @Test func annotatesAFolder() throws {
    play.write("« Je pars », a dit Claire Martin.\n", to: "in/sub/a.txt")
    play.write("", to: "in/empty.txt")
    let arguments = ["run", play["in"].description, "--output", play["out"].description]
    let first = try Program.run(arguments)
    #expect(first.status == 1)
    #expect(first.errors.contains("empty.txt: reading: "))
    #expect(first.errors.contains("documents: 1 done, 0 skipped, 1 failed, 0 ignored"))
    #expect(play.files(in: "out") == ["sub/a.txt.json", "sub/a.txt.tei.xml"])
    #expect(try Program.run(arguments).errors.contains("0 done, 1 skipped, 1 failed"))
  }

  @Test func isolatedProcessesWriteTheSame() throws {
    for name in ["a", "b", "sub/c"] {
      play.write("« Je pars », a dit Claire Martin (\(name)).\n", to: "in/\(name).txt")
    }
    play.write("", to: "in/empty.txt")
    let run = { (output: String, more: [String]) in
      try Program.run(["run", self.play["in"].description, "--output", self.play[output].description] + more)
    }
    let (here, there) = try (run("here", []), run("there", ["--isolate", "--jobs", "2"]))
    #expect(here.status == 1 && there.status == 1)
    #expect(there.errors.contains("empty.txt: reading: "))
    let files = play.files(in: "here")
    #expect(files.count == 6 && files == play.files(in: "there"))
    for file in files { #expect(play.text("here/" + file) == play.text("there/" + file)) }
  }

  @Test func watchesOnceAndTellsInJSON() throws {
    play.write("« Je pars », a dit Claire Martin.\n", to: "in/a.txt")
    let arguments = ["watch", play["in"].description, "--output", play["out"].description]
    let result = try Program.run(arguments + ["--once", "--settle", "0.05", "--log-format", "json"])
    #expect(result.status == 0)
    let events = try result.errors.split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])["event"] as? String
    }
    #expect(events == ["ready", "done", "summary"])
    #expect(try Program.run(["status", play["out"].description]).output.contains("1 done, 0 failed"))
    #expect(try Program.run(["watch", play["in"].description, "--output", play["in/x"].description]).status == 78)
    #expect(try Program.run(["status", play["in"].description]).status == 66)
  }

  @Test func takesNamesThatAreNotUTF8() throws {
    let name = BytePath([0x61, 0xE9, 0x2E, 0x6D, 0x64])
    play.write("Bonjour à tous.", to: name)
    let line = "exec \"$0\" run a*.md --output out --format json --quiet"
    #expect(try Program.shell(line, in: play.root).status == 0)
    #expect(play.text(BytePath(Array("out/".utf8) + name.bytes + Array(".json".utf8))) != nil)
  }

  @Test func answersEachLineInOrder() throws {
    let input = """
      {"id": "un", "text": "Bonjour à tous."}
      not json

      [1]
      {"text": 5}
      {"text": " ", "id": "blanc"}
      {"id": 7, "text": "Bonsoir."}
      """
    let result = try Program.run(["annotate", "--ndjson"], input: input)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(result.status == 1)
    let answers = try lines.map { try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
    #expect(answers.map { $0["line"] as? Int } == [nil, 2, 3, 4, 5, 6, nil])
    #expect(answers.map { $0["id"] as? String } == ["un", nil, nil, nil, nil, nil, "7"])
    #expect(answers[4]["error"] as? String == "Expected the article in \"text\", found a number.")
  }

  @Test func answersEachArticleOfAFile() throws {
    let file = play.write(
      #"{"corps": "Bonjour à tous.", "id": "un"}"# + "\n{}\n" + #"{"corps": "Bonsoir."}"#, to: "a.jsonl"
    ).description
    let result = try Program.run(["annotate", file, "--text-field", "corps"])
    let answers = try result.output.split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(result.status == 1)
    #expect(answers.map { $0["text"] as? String } == ["Bonjour à tous.", nil, "Bonsoir."])
    #expect(answers[0]["id"] as? String == "a.jsonl/un")
    #expect((answers[1]["error"] as? String)?.hasPrefix("Expected the article in \"corps\"") == true)
    let refused = try Program.run(["annotate", file, "--format", "tei"])
    #expect(refused.status == 1 && refused.errors.contains("found a file that holds several"))
  }

  @Test func isolatedProcessesReadFilesOfManyArticles() throws {
    let samples = Project.tests.appending(path: "Formats/Samples").path
    play.write(#"{"corps": "Bonjour à tous.", "id": "un"}"#, to: "in/a.jsonl")
    for (output, more) in [("here", []), ("there", ["--isolate", "--jobs", "2"])] {
      let options = ["--output", play[output].description, "--text-field", "corps"] + more
      #expect(try Program.run(["run", play["in"].description] + options).status == 0)
      #expect(try Program.run(["run", samples, "--output", play[output + "/samples"].description] + more).status == 0)
    }
    #expect(play.files(in: "here").count > 40)
    for file in play.files(in: "here") where !file.contains(".dixit") {
      #expect(play.text("here/" + file) == play.text("there/" + file), "\(file)")
    }
  }

  @Test func explainsAnArticle() throws {
    let path = play.write("« Je pars », a dit Claire Martin.\n", to: "a.txt").description
    let result = try Program.run(["explain", path])
    #expect(result.status == 0)
    #expect(result.output.contains("Je pars"))
    #expect(!result.output.contains("\u{1B}"))
    #expect(try Program.run(["explain", path, "--dump"]).output.hasPrefix("document a.txt\n"))
    #expect(try Program.run(["explain", path + ".missing"]).status == 66)
  }

  @Test func explainsNoFileOfSeveral() throws {
    let text = "« Je pars », a dit Claire Martin."
    let tei = "<TEI><text><body><p>\(text)</p></body></text></TEI>"
    let files = [
      "a.jsonl": "{\"text\": \"\(text)\"}\n{\"text\": \"Non.\"}\n", "b.json": "[{\"text\": \"\(text)\"}]",
      "c.xml": "<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\(tei)\(tei)</teiCorpus>",
    ]
    for (name, content) in files {
      let result = try Program.run(["explain", play.write(content, to: name).description])
      #expect(result.output.isEmpty && result.errors.contains("a file that holds several; give it to dixit run."))
    }
  }

  /// libxml2 prints what it finds wrong, unless it is told not to.
  @Test func librariesSayNothing() throws {
    let text = "<TEI><text><body><p xml:id=\"a\">Un.</p><p xml:id=\"a\">Deux.</p></body></text></TEI>"
    let result = try Program.run(["annotate", play.write(text, to: "a.xml").description])
    #expect(result.status == 0 && result.errors.isEmpty)
  }

  @Test func tellsWhatRoomThereIs() throws {
    let output = try Program.run(["doctor", "--output", play["out"].description]).output
    #expect(output.contains("MB are free there.") && !output.contains(" 0 MB"))
  }

  @Test func explainsAChoiceAmongSpeakers() throws {
    let text = "Claire Martin a rencontré Paul Morel lundi. « Je pars demain pour Brest », a-t-elle déclaré."
    let path = play.write(text, to: "choice.txt").description
    let output = try Program.run(["explain", path, "--quotation", "1"]).output
    #expect(output.contains("found: by inversion-clitic") && output.contains("Who speaks: Claire Martin, by pronoun"))
    #expect(output.contains(" sameGender\n") && output.contains(" Brest\n"))
    #expect(try Program.run(["explain", path, "--quotation", "2"]).status == 64)
  }

  /// Builds a small knowledge base: Paris, and what more rows say.
  private func buildKnowledge(_ rows: String..., as name: String) throws -> String {
    let header = "qid\ttype\tlabel\tlabel_is_fr\taliases\tpopularity\tgender\tdescription\tcountry\tsources"
    let tables = [
      "facts/entities.tsv.gz": ([header, "Q90\tLOC\tParis\t1\t\tpopulation=2100000\t\tcity\tFR\ta,b"] + rows)
        .joined(separator: "\n"),
      "facts/places.tsv.gz": "qid\ttype\tlabel\tlabel_is_fr\taliases\tpopulation\tcountry\tplacetype\tsource",
      "facts/more.tsv.gz": header.replacing("sources", with: "source"),
      "facts/edges.tsv.gz": "subject\tproperty\tobject",
      "lexicons/fr/words.tsv": "# columns: form", "lexicons/fr/function-words.tsv": "# columns: form",
      "lexicons/fr/not-names.tsv": "# columns: form",
      "lexicons/knowledge/kinds.tsv": "# columns: form\tkinds\nville\tcity",
      "lexicons/knowledge/occupations.tsv": "# columns: term\tforms\tkind",
      "lexicons/knowledge/repairs.tsv": "# columns: qid\tdescription\tunaliases",
      "lexicons/knowledge/demonyms.tsv": "# columns: form\tcountry\tclass",
      "lexicons/knowledge/rules.tsv": "# columns: form\tplace\tvalue\ncity\tkind\tLOC\ncity\tsubtype\tcity",
      "lexicons/knowledge/corrections.tsv":
        "# columns: name\tqid\ttype\taliases\tgender\tcountry\taction\nL’Île\t\tORG\t\t\tFR\t",
    ]
    for (path, text) in tables { play.write(text + "\n", to: path) }
    let result = try Program.run([
      "knowledge", "build", "--from", play["facts"].description, "--corrections",
      play["lexicons/knowledge/corrections.tsv"].description, "--date", "2026-11-28", "--output",
      play[name].description,
    ])
    #expect(result.status == 0, "\(result.errors)")
    return play[name].description
  }

  @Test func showsAndCountsAKnowledgeBase() throws {
    let file = try buildKnowledge(as: "a.dixit")
    let show = try Program.run(["knowledge", "show", "--file", file, "Paris", "ville", "Q90", "dixit:org/l-ile", "Q1"])
    #expect(
      show.output == """
        Paris: 1
          Q90\tLOC\tcity\t0.6\tlabel\tParis\tFR\t
        ville: nothing known, as a word: city
        Q90: Paris
          label: Paris (French)
          type: LOC
          subtype: city
          country: FR
          description: city
          popularity: 0.6
        dixit:org/l-ile: L’Île
          label: L’Île (French)
          type: ORG
          country: FR
          popularity: 0.53
          source: by hand
        Q1: nothing known

        """)
    #expect(show.status == 1)
    let address = try Program.run(["knowledge", "show", "--file", file, "https://www.wikidata.org/wiki/Q90"])
    #expect(address.output.hasPrefix("Q90: Paris\n") && address.status == 0)
    let stats = try Program.run(["knowledge", "stats", "--file", file, "--limit", "1"])
    for part in ["items: 1 by hand", "\n  LOC\t1\t1 with a subtype\n", "\n  ITEM\t", "\n  EDGE\t0 bytes\n"] {
      #expect(stats.output.contains(part), "\(stats.output)")
    }
    #expect(try Program.run(["knowledge", "verify", file]).output.contains(": sound, "))
    let bytes = try Data(contentsOf: URL(filePath: file))
    try (bytes.dropLast() + [bytes.last! ^ 1]).write(to: URL(filePath: file))
    #expect(try Program.run(["knowledge", "show", "--file", file, "Paris"]).status == 78)
    #expect(try Program.run(["knowledge", "show", ""]).status == 64)
    #expect(try Program.run(["knowledge", "stats", "--file", file, "--limit", "-1"]).status == 64)
  }

  @Test func comparesKnowledgeBases() throws {
    let old = try buildKnowledge(as: "a.dixit")
    let new = try buildKnowledge("Q33959\tLOC\tNice\t1\t\tpopulation=340000\t\tcity\tFR\ta", as: "b.dixit")
    let same = try Program.run(["knowledge", "diff", old, old])
    #expect(same.output == "items: 0 new, 0 gone, 0 changed\nnames: 0 new, 0 gone, 0 changed\n")
    let difference = try Program.run(["knowledge", "diff", old, new])
    #expect(
      difference.output == """
        items: 1 new, 0 gone, 0 changed
        + Q33959\tNice
        names: 1 new, 0 gone, 0 changed
        + Nice\tQ33959

        """)
    #expect(try Program.run(["knowledge", "diff", new, old, "--limit", "0"]).output.contains("1 gone") == true)
    #expect(try Program.run(["knowledge", "build", "--date", "2026-11-28"]).status == 64)
  }

  @Test func refusesAKnowledgeBaseThatIsNone() throws {
    let path = play.write("Bonjour à tous, et à demain matin.\n", to: "a.dixit").description
    for command in [["verify", path], ["stats", "--file", path], ["show", "--file", path, "Paris"], ["diff", path]] {
      let result = try Program.run(["knowledge"] + command)
      #expect(result.status == 78)
      #expect(result.errors.hasPrefix("dixit: \(path) is no knowledge base: it opens with "))
    }
  }

  @Test func validatesAgainstASchema() throws {
    play.write("<element name=\"a\" xmlns=\"http://relaxng.org/ns/structure/1.0\"><text/></element>", to: "a.rng")
    play.write("<a>x</a>", to: "docs/good.tei.xml")
    play.write("<b/>", to: "docs/bad.tei.xml")
    let result = try Program.run(["validate", "--schema", play["a.rng"].description, play["docs"].description])
    #expect(result.status == 1)
    #expect(result.output.hasPrefix("\(play["docs/bad.tei.xml"]): "))
    #expect(result.output.hasSuffix("\n1 valid, 1 invalid\n"))
  }

  @Test func aSignalFinishesWhatIsAtHandAndIsRaisedAgain() throws {
    for index in 0..<400 { play.write("Bonjour à tous, numéro \(index).\n", to: "in/\(index).txt") }
    let line = "\"$0\" run in --output out --format json & sleep 0.25; kill -TERM $!; wait $!; echo $?"
    let result = try Program.shell(line, in: play.root)
    let files = play.files(in: "out")
    // The run may have ended before the signal; half a file there never is.
    #expect(result.output == "143\n" || files.count == 400)
    #expect(files.allSatisfy { $0.hasSuffix(".json") && !$0.hasPrefix(".") })
  }
}

/// Runs the executable and collects what it says.
enum Program {
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  static let url = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("dixit")

  static var exists: Bool { FileManager.default.isExecutableFile(atPath: url.path) }

  static func run(_ arguments: [String], input: String = "") throws -> Result {
    try run(url, arguments, input: input, folder: nil)
  }

  /// A line of shell, in which `$0` is the program.
  static func shell(_ line: String, in folder: BytePath) throws -> Result {
    try run(URL(fileURLWithPath: "/bin/sh"), ["-c", line, url.path], input: "", folder: folder.description)
  }

  private static func run(_ program: URL, _ arguments: [String], input: String, folder: String?) throws -> Result {
    let play = Playground()
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    for name in ["in", "out", "err"] { play.write(name == "in" ? input : "", to: name) }
    process.standardInput = FileHandle(forReadingAtPath: play["in"].description)
    process.standardOutput = FileHandle(forWritingAtPath: play["out"].description)
    process.standardError = FileHandle(forWritingAtPath: play["err"].description)
    try process.run()
    process.waitUntilExit()
    return Result(status: process.terminationStatus, output: play.text("out") ?? "", errors: play.text("err") ?? "")
  }
}
