/// The format of `ledger.db`, step by step. The number of steps is its `user_version`, and the
/// number of the format that this program knows.
package enum LedgerMigrations {
    package static let all = [
        Migration(name: "0001_ledger", embedded: PackageResources._001_ledger_sql)
    ]

    /// The number of the newest format.
    package static var format: Int { all.count }
}
