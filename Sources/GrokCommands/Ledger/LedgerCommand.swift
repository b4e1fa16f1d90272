internal import ArgumentParser

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Read, add up, check, copy and redact what was recorded.",
        subcommands: [
            LogCommand.self, ReplayCommand.self, CostCommand.self, VerifyCommand.self,
            RebuildCommand.self, CheckpointCommand.self, KeyCommand.self, ProveCommand.self,
            VerifyProofCommand.self, ExportCommand.self, ImportCommand.self, BackupCommand.self,
            RestoreCommand.self, RedactCommand.self, ShowEventCommand.self, ResolveCommand.self,
            RescueCommand.self,
            AdjustCommand.self, DriftCommand.self,
        ])
}
