import Testing

@Suite("The repository's rules")
struct RuleTests {
    @Test("Every file keeps the rule", arguments: Rule.all)
    func repositoryKeeps(rule: Rule) {
        for finding in Repository.files.flatMap(rule.check) {
            Issue.record("\(finding)")
        }
    }

    @Test("The rule finds what was planted for it, and only that", arguments: Rule.all)
    func ruleCanFail(rule: Rule) {
        #expect(!rule.planted.isEmpty && !rule.innocent.isEmpty)
        for file in rule.planted {
            #expect(!rule.check(file).isEmpty, "not found in \(file.path): \(file.text.prefix(80))")
        }
        for finding in rule.innocent.flatMap(rule.check) {
            Issue.record("found wrongly: \(finding)")
        }
    }

    @Test("The rules see the repository's files, each of them once")
    func filesAreSeen() {
        let paths = Repository.files.map(\.path)
        #expect(Set(paths).count == paths.count)
        for path in ["Package.swift", "LICENSE", ".ci/run", "Sources/Ledger/Money/Ticks.swift"] {
            #expect(paths.contains(path))
        }
        #expect(paths.contains("Tests/TidyTests/RuleTests.swift"))
        #expect(!paths.contains { $0.hasPrefix(".build") || $0.hasPrefix(".git/") })
    }

    @Test("Half of the program's files have fewer than 100 lines")
    func medianLength() {
        let lengths = Repository.swiftFiles.filter { $0.lies(in: "Sources") }
            .map(\.lines.count).sorted()
        let median = lengths.isEmpty ? 0 : lengths[lengths.count / 2]
        print("\(lengths.count) files, median \(median) lines, longest \(lengths.last ?? 0)")
        #expect(median < 100 && !lengths.isEmpty)
    }
}
