/// One step of a database's format. Never edited once released: a change is a new file.
package struct Migration: Sendable {
    /// The file's name without its extension, such as `0001_ledger`.
    package let name: String
    package let sql: String

    package init(name: String, embedded: [UInt8]) {
        self.name = name
        sql = String(decoding: embedded, as: UTF8.self)
    }
}
