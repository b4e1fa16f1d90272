-- Indexes that only questions need. A rebuild makes them last, because sorting everything once is
-- faster than keeping it sorted.

CREATE INDEX conversations_by_task ON conversations (task_id);
CREATE INDEX documents_by_task ON documents (task_id);
CREATE INDEX agents_by_task ON agents (task_id);
CREATE INDEX subtasks_by_task ON subtasks (task_id, subtask);
CREATE INDEX attempts_by_task ON attempts (task_id);
CREATE INDEX attempts_by_id ON attempts (id);
