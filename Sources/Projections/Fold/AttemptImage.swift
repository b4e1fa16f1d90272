/// What a row of `attempts` will say when the batch is written.
struct AttemptImage {
    /// Its `attempt-started`, if that is in the batch: then the row is a new one.
    let started: LogBatch.Entry?
    let position: Int64
    /// The event that ended it, if that is in the batch.
    var ended: LogBatch.Entry?
    /// Whether it has ended, in this batch or before.
    var hasEnded = false
}
