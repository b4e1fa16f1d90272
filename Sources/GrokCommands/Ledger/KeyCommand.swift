internal import ArgumentParser
internal import Ledger
internal import LedgerStore

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Print the public key that checks this ledger's checkpoints.",
        discussion: "The key is made when it is first used; the private one never leaves the home.")

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        guard let ledger = home.ledger else {
            throw LedgerStoreError.noLedger(directory: home.home.directory)
        }
        let key = try CheckpointKey.load(ledger).verifier
        if options.json {
            home.output.write(try JSONText.line(Result(key)))
        } else {
            home.output.line(key.text)
        }
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let key: String
        let name: String
        let id: String
        let publicKey: String

        init(_ key: VerifierKey) {
            self.key = key.text
            name = key.name
            id = key.idText
            publicKey = Hexadecimal.encode(key.publicKey)
        }
    }
}
