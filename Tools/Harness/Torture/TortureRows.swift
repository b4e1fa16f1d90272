/// All rows, in the order of the table in Docs/Reliability.md.
enum TortureRows {
    static let all: [any TortureRow.Type] = [
        TamperingRow.self,
        ProofsRow.self,
        RebuildRow.self,
    ]
}
