/// What a row of `attempts` will say when the batch is written.
struct AttemptImage {
    let position: Int64
    /// Its `attempt-started`, if that is in the batch: then the row is a new one.
    var started: LogBatch.Entry?
    /// The event that ended it, if that is in the batch.
    var ended: LogBatch.Entry?
    /// The event that resolved its unknown outcome, if that is in the batch.
    var resolved: LogBatch.Entry?
}
