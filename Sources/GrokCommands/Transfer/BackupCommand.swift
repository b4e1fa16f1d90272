internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import LedgerStore

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the ledger to a new folder, also while runs write.",
        discussion: """
            The copy is verified, every text included, before the folder gets its name. It holds \
            the secret behind the fingerprints of keys, too: keep it as safe as the home.
            """)

    @Argument(help: ArgumentHelp("A folder that does not exist yet.", valueName: "dest"))
    var destination: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        guard let ledger = home.ledger else {
            throw LedgerStoreError.noLedger(directory: home.home.directory)
        }
        let path = URL(fileURLWithPath: destination).path
        let report = try LedgerBackup(ledger).write(to: path)
        try CopyResult(report, ledger: ledger.ledgerID, location: path)
            .write(to: home.output, isJSON: options.json, done: "backed up to")
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make the ledger of an empty home of a backup.",
        discussion: "A backup that does not verify is refused; then nothing is written.")

    @Argument(help: ArgumentHelp("The folder of a backup.", valueName: "src"))
    var source: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = Home(options, .current)
        let output = Output(options, .current)
        let path = URL(fileURLWithPath: source).path
        let report = try LedgerRestore(source: path, world: home.world)
            .run(into: home.directory, options: .noticing)
        let ledger = try LedgerReader.open(directory: home.directory).ledgerID
        try CopyResult(report, ledger: ledger, location: home.directory)
            .write(to: output, isJSON: options.json, done: "restored into")
    }
}

/// What `backup --json` and `restore --json` print.
struct CopyResult: Encodable {
    let events: Int64
    let root: String
    let ledger: String
    let location: String

    init(_ report: VerificationReport, ledger: EventID, location: String) {
        events = report.events
        root = report.root.hexadecimal
        self.ledger = ledger.text
        self.location = location
    }

    func write(to output: Output, isJSON: Bool, done: String) throws {
        if isJSON { return output.write(try JSONText.line(self)) }
        if !output.isQuiet { output.line("\(Count.text(events, "event")), root \(root)") }
        output.progress("\(done) \(location)")
    }
}
