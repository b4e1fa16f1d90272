/// The tables of `orchestration.db`. It is derived, so it is never migrated: a database with
/// another number than ``version`` is made again from the ledger.
package enum OrchestrationMigrations {
    /// To be raised with every change of a table or of what an event means for one.
    package static let version = 6

    /// What makes an empty database, in order.
    package static let all = tables + [indexes]

    /// What must be there before the first event is projected.
    package static let tables = [
        Migration(
            name: "0001_documented_tables", embedded: PackageResources._001_documented_tables_sql),
        Migration(name: "0002_work_tables", embedded: PackageResources._002_work_tables_sql),
        Migration(name: "0003_money_tables", embedded: PackageResources._003_money_tables_sql),
    ]

    /// What can come at any time.
    package static let indexes = Migration(
        name: "0004_indexes", embedded: PackageResources._004_indexes_sql)
}
