internal import ArgumentParser
internal import Ledger
internal import LedgerStore

struct ProveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Prove that an event is in the ledger, or that it only grew between two sizes.",
        discussion: """
            The proof of an event is a c2sp.org/tlog-proof against the last checkpoint. That of \
            two sizes is checked against the checkpoints over them: see verify-proof.
            """)

    @Argument(help: "The event: its position or its id.")
    var event: String?

    @Option(help: ArgumentHelp("The smaller number of events.", valueName: "size"))
    var from: Int64?

    @Option(help: ArgumentHelp("The larger number of events.", valueName: "size"))
    var to: Int64?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        let isOfSizes = from != nil && to != nil
        guard isOfSizes || (from == nil && to == nil), (event == nil) == isOfSizes else {
            throw ValidationError("give an event, or --from and --to")
        }
    }

    func run() async throws {
        let home = try ReadableHome(options)
        guard let ledger = home.ledger else {
            throw LedgerStoreError.noLedger(directory: home.home.directory)
        }
        let result =
            if let from, let to {
                try consistency(from, to, ledger)
            } else {
                try inclusion(event ?? "", ledger)
            }
        if options.json {
            home.output.write(try JSONText.line(result))
        } else {
            home.output.write(result.proof)
        }
    }

    private func inclusion(_ name: String, _ ledger: LedgerReader) throws -> Result {
        let record = try EventArgument.resolve(name, in: ledger)
        guard let checkpoint = try ledger.lastCheckpoint()?.signed,
            checkpoint.checkpoint.size >= record.position,
            let path = try ledger.inclusionPath(
                of: record.position, size: checkpoint.checkpoint.size)
        else {
            throw CommandFailure(
                .badData,
                "no checkpoint covers position \(record.position) yet: sign one with grok ledger "
                    + "checkpoint" + (ledger.world == .simulated ? " --simulate" : ""))
        }
        let proof = InclusionProof(index: record.position - 1, path: path, checkpoint: checkpoint)
        let head = checkpoint.checkpoint
        let root = TreeProof.root(
            from: record.leaf, at: proof.index, size: head.size, path: path)
        guard root == head.root else { throw Self.damaged(head.size) }
        return Result(
            kind: "inclusion", position: record.position, from: nil, to: head.size,
            proof: proof.text)
    }

    private func consistency(
        _ from: Int64, _ to: Int64, _ ledger: LedgerReader
    ) throws -> Result {
        guard from > 0, from <= to else {
            throw CommandFailure(.badData, "--from is at least 1 and at most --to")
        }
        guard let path = try ledger.consistencyPath(from: from, to: to),
            let old = try ledger.root(size: from), let new = try ledger.root(size: to)
        else {
            throw CommandFailure(
                .badData, "the ledger has \(try ledger.head().size) events, not \(to)")
        }
        guard TreeProof.isConsistent(from: from, old, to: to, new, path: path) else {
            throw Self.damaged(to)
        }
        let origin = TreeCheckpoint.origin(of: ledger.ledgerID)
        let proof = ConsistencyProof(
            from: TreeCheckpoint(origin: origin, size: from, root: old),
            to: TreeCheckpoint(origin: origin, size: to, root: new), path: path)
        return Result(
            kind: "consistency", position: nil, from: from, to: to, proof: proof.text)
    }

    private static func damaged(_ size: Int64) -> CommandFailure {
        CommandFailure(
            .verification,
            "the tree over \(size) events is not as it must be: see grok ledger verify")
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let kind: String
        @Nullable var position: Int64?
        @Nullable var from: Int64?
        let to: Int64
        let proof: String
    }
}
