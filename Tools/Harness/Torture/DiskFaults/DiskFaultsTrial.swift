/// One run with one fault, what it acknowledged, and what became of that: in the files, after
/// another process has tried everything again, and after a power cut at the end.
struct DiskFaultsTrial {
    struct Outcome: Sendable {
        var lost = 0
        var doubled = 0
        /// Errors that the writer was told.
        var complaints = 0
        var problems: [String] = []
    }

    let writer: DiskWriter
    let point: DiskLibrary.FaultPoint
    let usesFreshIDs: Bool

    /// How often the writer tries again at once.
    private static let tries = 3
    /// A sentence is not longer, apart from the paths in it.
    private static let sentenceMax = 400

    func run() throws -> Outcome {
        var outcome = Outcome()
        let first = try writer.run(
            .init(fault: point, tries: Self.tries))
        guard first.code == 0 || first.code == 1 else {
            outcome.problems.append("\(point.text): the writer ended with \(first.text)")
            return outcome
        }
        judge(try Marks(path: writer.marks), &outcome)
        try tryAgain(&outcome)
        return outcome
    }

    /// What failed is said in one sentence, and is neither our bug nor a damaged ledger.
    private func judge(_ marks: Marks, _ outcome: inout Outcome) {
        outcome.complaints = marks.complaints.count
        for complaint in marks.complaints {
            let isProper =
                complaint.kind == "inputOutput" && complaint.sentence.count <= Self.sentenceMax
                && !complaint.sentence.contains("Error(")
            if !isProper {
                outcome.problems.append(
                    "\(point.text): it said (\(complaint.kind)) \(complaint.sentence)")
            }
        }
        for line in marks.strangers {
            outcome.problems.append("\(point.text): it said more than one line: \(line)")
        }
    }

    /// Another process, on a disk that works again, appends the whole run under the same ids.
    private func tryAgain(_ outcome: inout Outcome) throws {
        let second = try writer.run(.init(usesFreshIDs: usesFreshIDs))
        if second.code != 0, !usesFreshIDs {
            let complaint = try Marks(path: writer.marks).complaints.last?.sentence ?? ""
            outcome.problems.append(
                "\(point.text): the retry ended with \(second.text): \(complaint)")
        }
        let marks = try Marks(path: writer.marks)
        examine("", home: writer.home, marks, &outcome)
        let disk = Disk(path: writer.watched)
        for operation in try DiskTrace(path: writer.trace).operations { try disk.play(operation) }
        let cut = writer.folder + "/cut"
        try disk.write(.dropped, to: cut)
        examine("after a power cut, ", home: cut + "/home", marks, &outcome)
    }

    private func examine(
        _ place: String, home: String, _ marks: Marks, _ outcome: inout Outcome
    ) {
        let findings = LedgerExamination(
            home: home, acknowledged: marks.acknowledged, appends: false
        ).run()
        outcome.lost += findings.lost
        outcome.doubled += findings.doubled
        outcome.problems += findings.problems.map { "\(point.text): \(place)\($0)" }
        if findings.present != writer.events, !usesFreshIDs {
            outcome.problems.append(
                "\(point.text): \(place)\(findings.present) of \(writer.events) events are there")
        }
    }
}
