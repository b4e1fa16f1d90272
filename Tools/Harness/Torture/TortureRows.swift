/// All rows, in the order of the table in Docs/Reliability.md.
enum TortureRows {
    static let all: [any TortureRow.Type] = [
        ProcessDeathRow.self,
        PowerLossRow.self,
        PowerCutRow.self,
        DiskFaultsRow.self,
        TamperingRow.self,
        ProofsRow.self,
        RebuildRow.self,
        CrowdRow.self,
        UpgradesRow.self,
        SecretsRow.self,
        DiskFullRow.self,
    ]
}
