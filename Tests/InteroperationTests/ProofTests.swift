import Foundation
import TestSupport
import Testing

@Suite("Proofs, against programs that share no code with ours")
struct ProofTests {
    @Test("verify-export.py agrees with an export and its checkpoints, and with nothing else")
    func export() async throws {
        try await Workplace.with { workplace in
            let check = "\(try Parts.python("python")) '\(Self.tool)'"
            _ = try await workplace.output(
                """
                for word in one two; do grok orchestrate run $word --simulate --quiet; done
                grok ledger log --simulate --json >log
                grok ledger key --simulate >key
                cp .supergrok/simulated/checkpoints.txt checkpoints
                """)
            let right = try await workplace.output("\(check) log checkpoints \"$(cat key)\"")
            #expect(right.first?.hasSuffix("events agree with 2 checkpoint(s)") ?? false)
            let piped = try await workplace.output(
                "grok ledger log --simulate --json | \(check) - checkpoints")
            #expect(piped.first?.hasSuffix("no signature was checked") ?? false)
            for (change, status, sentence) in Self.changes {
                let result = try await workplace.run(
                    "cp log l; cp checkpoints c; cp key k; \(change); "
                        + "\(check) l c \"$(cat k)\"")
                #expect(result.status == status, "\(change)")
                #expect(result.errors.first?.contains(sentence) ?? false, "\(change)")
            }
            #expect(try await workplace.run(check).status == 64)
        }
    }

    private static let changes: [(change: String, status: Int32, sentence: String)] = [
        (#"sed -i '5s/"recorded_at":1/"recorded_at":2/' l"#, 5, "expected grok-ledger/"),
        ("sed -i 5d l", 5, "expected position 5, found 6"),
        ("head -n 20 log >l", 5, "the export 20"),
        ("sed -i '2s/.*/7/' c", 5, "a checkpoint is not signed by the key"),
        ("head -c -20 checkpoints >c", 65, "a checkpoint is cut off"),
        ("sed -i 's/.$//' k", 65, "not what it should be"),
        ("rm l", 65, "No such file"),
    ]

    @Test("verify-export.py leads every line of a filtered export to a kept checkpoint")
    func filteredExport() async throws {
        try await Workplace.with { workplace in
            let check = "\(try Parts.python("python")) '\(Self.tool)'"
            _ = try await workplace.output(
                """
                for word in one two; do grok orchestrate run $word --simulate --quiet; done
                grok ledger export --simulate --task latest --quiet -o task
                grok ledger export --simulate --since 2000-01-01 --quiet -o since
                grok ledger key --simulate >key
                cp .supergrok/simulated/checkpoints.txt checkpoints
                """)
            let task = try await workplace.output("\(check) task checkpoints \"$(cat key)\"")
            #expect(task.first?.contains(#/^(\d+) of \1 events, those of the first/#) ?? false)
            let since = try await workplace.output("\(check) since checkpoints")
            // The last event is the last checkpoint itself.
            let all = try await workplace.output("wc -l <since").first.flatMap { Int($0) } ?? 0
            #expect(since.first?.hasPrefix("\(all - 1) of \(all) events") ?? false)
            for (change, status, sentence) in Self.filteredChanges {
                let result = try await workplace.run(
                    "cp task l; cp task.proofs l.proofs; cp checkpoints c; \(change); "
                        + "\(check) l c \"$(cat key)\"")
                #expect(result.status == status, "\(change)")
                #expect(result.errors.first?.contains(sentence) ?? false, "\(change)")
            }
        }
    }

    private static let filteredChanges: [(change: String, status: Int32, sentence: String)] = [
        (#"sed -i '5s/"recorded_at":1/"recorded_at":2/' l"#, 5, "is not in the tree"),
        (##"sed -i '5s/"path":\["......../"path":["00000000/' l.proofs"##, 5, "is not in the tree"),
        (##"sed -i '5s/"path":\["[0-9a-f]*",/"path":[/' l.proofs"##, 5, "is not in the tree"),
        ("sed -i 5d l", 5, "is not in the tree"),
        ("sed -i 5d l; sed -i 6d l.proofs; tail -n 2 l >>l", 5, "comes after"),
        ("sed -i '$d' l", 5, "lines are missing"),
        ("sed -i '$d' l.proofs", 65, "not what it should be"),
        (#"head -n 5 checkpoints >c"#, 5, "no checkpoint is over"),
        (#"sed -i '2s/.*/7/' c"#, 5, "a checkpoint is not signed by the key"),
        (": >l.proofs", 65, "not what it should be"),
    ]

    private static let tool = ProgramUnderTest.root.appendingPathComponent("Tools/verify-export.py")
        .path
}
