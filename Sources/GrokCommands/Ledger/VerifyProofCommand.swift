internal import ArgumentParser
internal import Ledger

struct VerifyProofCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-proof",
        abstract: "Check a proof with nothing but the public key; needs no ledger.",
        discussion: """
            For the proof of an event, give the event's line as ledger log --json and export print \
            it. For that of two sizes, give the files with the checkpoints over them.
            """)

    @Argument(help: "The file with the proof; - is standard input.")
    var proof: String

    @Option(help: ArgumentHelp("The file with the event line.", valueName: "file"))
    var event: String?

    @Option(
        help: ArgumentHelp(
            "A file with checkpoints, such as a copy of checkpoints.txt; may be repeated.",
            valueName: "file"))
    var checkpoint: [String] = []

    @Option(
        help: ArgumentHelp("The public key as grok ledger key prints it.", valueName: "vkey"))
    var key: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let key = try VerifierKey(self.key)
        let text = try InputFile.text(proof)
        let result =
            InclusionProof.begins(text)
            ? try inclusion(text, key) : try consistency(text, key)
        if options.json {
            Output(options, .current).write(try JSONText.line(result))
        }
    }

    private func inclusion(_ text: String, _ key: VerifierKey) throws -> Result {
        guard let event, checkpoint.isEmpty else {
            throw ValidationError(
                "the proof is of an event: give its line with --event, and no --checkpoint")
        }
        let proof = try InclusionProof(text)
        var line = try InputFile.bytes(event)
        if line.last == UInt8(ascii: "\n") { line.removeLast() }
        guard !line.isEmpty, !line.contains(UInt8(ascii: "\n")) else {
            throw CommandFailure(.badData, "the file \(event) does not hold one event line")
        }
        try proof.check(line: line, key: key)
        return Result(
            kind: "inclusion", position: proof.index + 1, from: nil,
            to: proof.checkpoint.checkpoint.size, root: proof.checkpoint.checkpoint.root)
    }

    private func consistency(_ text: String, _ key: VerifierKey) throws -> Result {
        let proof = try ConsistencyProof(text)
        guard event == nil, !checkpoint.isEmpty else {
            throw ValidationError(
                "the proof is of two sizes: give the checkpoints over them with --checkpoint, "
                    + "and no --event")
        }
        let checkpoints = try checkpoint.flatMap {
            try SignedCheckpoint.all(in: InputFile.text($0))
        }
        try proof.check(checkpoints, key: key)
        return Result(
            kind: "consistency", position: nil, from: proof.old.size, to: proof.new.size,
            root: proof.new.root)
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let ok = true
        let kind: String
        @Nullable var position: Int64?
        @Nullable var from: Int64?
        let to: Int64
        let root: String

        init(kind: String, position: Int64?, from: Int64?, to: Int64, root: Hash) {
            self.kind = kind
            self.position = position
            self.from = from
            self.to = to
            self.root = root.hexadecimal
        }
    }
}
