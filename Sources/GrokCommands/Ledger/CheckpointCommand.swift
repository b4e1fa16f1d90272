internal import ArgumentParser
internal import Ledger
internal import LedgerStore

struct CheckpointCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Sign how many events there are and the root over them, and print that.",
        discussion: """
            A checkpoint that is kept where nobody who can change the ledger can change it shows \
            any later change of what it covers. It is also added to checkpoints.txt beside the \
            ledger, and recorded. If nothing was recorded since the last one, that is printed again.
            """)

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        guard let ledger = home.ledger else {
            throw LedgerStoreError.noLedger(directory: home.home.directory)
        }
        let log = try EventLog.open(
            directory: home.home.directory, world: ledger.world,
            program: "grok " + ProgramVersion.text)
        let signed: RecordedCheckpoint
        do {
            signed = try await Checkpointer(log).sign(actor: ProgramVersion.actor)
        } catch {
            await log.close()
            throw error
        }
        await log.close()
        if options.json {
            home.output.write(try JSONText.line(CheckpointJSON(signed)))
        } else {
            home.output.write(signed.signed.note.text)
        }
    }
}

/// What `checkpoint --json` prints.
struct CheckpointJSON: Encodable {
    let position: Int64
    let origin: String
    let size: Int64
    let root: String
    let note: String

    init(_ checkpoint: RecordedCheckpoint) {
        position = checkpoint.record.position
        origin = checkpoint.signed.checkpoint.origin
        size = checkpoint.signed.checkpoint.size
        root = checkpoint.signed.checkpoint.root.hexadecimal
        note = checkpoint.signed.note.text
    }
}
