//! Every bound of the program in one place, each with its reason.
//!
//! Servers, files and terminals lie; whatever they send is cut off here. A number that guards
//! memory or time belongs in this module, never in the code that uses it.

/// Longest one-line text kept (names, labels), in characters: two screens wide at most.
pub const TEXT_LINE_CHARS: usize = 1_024;
/// Longest block of text kept (comments, guides), in characters.
pub const TEXT_BLOCK_CHARS: usize = 65_536;
/// Messages applied before one frame is drawn; more would delay the echo of the first key.
pub const MESSAGES_PER_FRAME: usize = 256;
/// Slots of the loop's message channel. When it is full, producers wait: they are tasks, not keys.
pub const MESSAGE_QUEUE: usize = 1_024;
/// Slots of the store's command channel. When it is full the sender waits; writes are never dropped.
pub const STORE_QUEUE: usize = 256;
/// Keys held back while a commit that moves the cursor is in flight; further keys are dropped with a hint.
pub const HELD_KEYS: usize = 64;
/// Rows asked for at a time: two tall screens.
pub const PAGE_ROWS: u32 = 200;
/// Pages a list keeps; the farthest from the cursor is dropped first (10,000 rows seen stay cheap).
pub const LIST_PAGES: usize = 50;
/// Decisions looked through for what was judged below a place: a year of one reviewer.
pub const JUDGED_ENTRIES: usize = 200_000;
/// Decisions that undo reaches back to after a restart.
pub const UNDO_DEPTH: usize = 500;
/// Messages kept for the activity view.
pub const MESSAGE_HISTORY: usize = 500;
/// Attempts of one outbox operation before it waits for the reviewer.
pub const SEND_ATTEMPTS: u32 = 6;
/// Pixels of a picture that is decoded at all (30,000 × 30,000 is refused, 200 megapixels pass).
pub const PICTURE_PIXELS: u64 = 200_000_000;
/// Bytes of a picture file that is read at all.
pub const PICTURE_BYTES: u64 = 256 * 1024 * 1024;
/// Memory one decoder may take, in bytes: 200 megapixels of 8-bit RGBA and some.
pub const PICTURE_ALLOC_BYTES: usize = 1024 * 1024 * 1024;
/// Columns of cells a line of a document takes: the eye loses longer ones on its way back.
pub const DOCUMENT_COLUMNS: u16 = 100;
/// Columns or rows of cells a picture may cover: more than any screen, and what keeps a lying
/// terminal from asking for gigabytes.
pub const PICTURE_CELLS: u16 = 1_000;
/// Pixels of a picture sent to the terminal; beyond a 4K screen the terminal enlarges it.
pub const OUTPUT_PIXELS: u64 = 8_294_400;
/// Points of one shape that are drawn, after those closer than a fraction of a pixel are gone.
pub const DRAWN_POINTS: usize = 20_000;
/// Badges placed on one picture; more only hide it.
pub const PICTURE_BADGES: usize = 200;
/// Cells of a label at a shape; longer ones are cut, so that they hide no neighbour.
pub const BADGE_CELLS: u16 = 12;
/// Bytes that the first picture of an item takes on a remote line, as it is written: a fifth of a
/// second at the usual budget.
pub const FIRST_PICTURE_BYTES: usize = 48 * 1024;
/// Bytes of one escape sequence on a remote line: while it is written no key is answered.
pub const LEAN_ESCAPE_BYTES: usize = 64 * 1024;
/// Milliseconds of rest after which a first picture is followed by a sharp one.
pub const REFINE_REST_MS: u64 = 150;
/// Finished pictures wait in so many slots at most (main, preview and those ahead).
pub const RENDER_SLOTS: usize = 64;
/// Memory for decoded pictures kept for zoom and pan, in bytes: one of 12 megapixels, or what some
/// smaller ones take. Finished ones are kept apart.
pub const DECODED_CACHE_BYTES: usize = 40 * 1024 * 1024;
/// A decoded picture up to so many bytes is kept alone: it is the one that is zoomed.
pub const DECODED_LARGEST_BYTES: usize = 96 * 1024 * 1024;
/// Memory for finished (scaled, overlaid, encoded) pictures, in bytes.
pub const RENDERED_CACHE_BYTES: usize = 32 * 1024 * 1024;
/// Items that a contact sheet is gathered from; each is read from its server.
pub const SHEET_ITEMS: u32 = 2_000;
/// Objects of all labels that are kept for one: some megabytes.
pub const SHEET_OBJECTS: usize = 20_000;
/// Rows of its page whose picture files are asked for together: what waits in memory stays little,
/// and one slow file holds up no more than them.
pub const SHEET_ROWS_TOGETHER: usize = 2;
/// Milliseconds after which a row of it is shown with the crops that have come.
pub const SHEET_PART_MS: u64 = 300;
/// Rows of crops of one page: each is a picture in the terminal's memory, which keeps few.
pub const SHEET_ROWS: u16 = 12;
/// Items fetched ahead of the one on screen.
pub const PREFETCH_ITEMS: usize = 3;
/// Bytes of a JSON annotation file read into memory whole; larger ones are only ever streamed.
pub const JSON_BYTES: u64 = 64 * 1024 * 1024;
/// Nesting of JSON accepted, levels.
pub const JSON_DEPTH: usize = 128;
/// Points of one polygon or line that are kept.
pub const SHAPE_POINTS: usize = 1_000_000;
/// Annotations of one item that are kept.
pub const ITEM_ANNOTATIONS: usize = 100_000;
/// Runs of one run-length mask that are kept (a checkerboard of 16 megapixels).
pub const MASK_RUNS: usize = 16_000_000;
/// Pixels of one mask, its width times its height.
pub const MASK_PIXELS: u64 = PICTURE_PIXELS;
/// Files looked at in an opened folder.
pub const FOLDER_FILES: usize = 5_000_000;
/// Folder nesting followed below an opened folder.
pub const FOLDER_DEPTH: usize = 32;
/// Bytes of the configuration file.
pub const CONFIG_BYTES: u64 = 1024 * 1024;
/// Bytes of one pasted text that are used.
pub const PASTE_BYTES: usize = 65_536;
/// Bytes of the log file before it is rotated.
pub const LOG_BYTES: u64 = 4 * 1024 * 1024;
/// Milliseconds that flushing may take when the program is told to end.
pub const SHUTDOWN_MS: u64 = 150;
/// Milliseconds that restoring a stuck terminal may take after that; with it, 200 ms in total.
pub const RESTORE_MS: u64 = 40;
/// Milliseconds that a busy machine may take to begin with that: leaving the terminal as it is would
/// be worse than ending late.
pub const RESTORE_START_MS: u64 = 1_000;
/// Bytes of one reply of the terminal that are kept; longer ones are nobody's answer to us.
pub const REPLY_BYTES: usize = 4_096;
/// Milliseconds of silence after which a lone escape byte is the Esc key.
pub const ESCAPE_MS: u64 = 30;
/// Milliseconds an unfinished reply is held before it is dropped.
pub const REPLY_HOLD_MS: u64 = 200;
/// Milliseconds after a dropped reply during which its late rest is recognized.
pub const REPLY_REST_MS: u64 = 2_000;
/// Milliseconds of silence after which a paste without an end is taken as it is.
pub const PASTE_HOLD_MS: u64 = 5_000;
/// Milliseconds a terminal that never answered is waited for (by `doctor`, by the next picture).
pub const ANSWER_MS: u64 = 300;
/// Milliseconds `doctor` waits for the answers of a terminal at the other end of a line.
pub const REMOTE_ANSWER_MS: u64 = 1_000;
/// Milliseconds a terminal that has answered before is waited for: a slow line needs them.
pub const SLOW_ANSWER_MS: u64 = 5_000;
/// Bytes of a picture that may be on their way to a terminal before anything is known of the line.
pub const QUEUE_BYTES: u64 = 32 * 1024;
/// Milliseconds by which a picture on its way may hold up what a key changes.
pub const QUEUE_MS: u64 = 30;
/// Milliseconds after which a kitty picture without an answer counts as arrived.
pub const KITTY_ANSWER_MS: u64 = 1_000;
/// Pictures kept in the terminal's memory; more would slow it, fewer would send them again.
pub const KITTY_RING: usize = 16;
/// Characters of base64 in one kitty escape, as the protocol demands.
pub const KITTY_CHUNK: usize = 4_096;
/// Slots of the input channel: many seconds of a held-down key.
pub const INPUT_QUEUE: usize = 512;
/// Action names kept for a crash report.
pub const CRASH_ACTIONS: usize = 50;
/// Crash reports kept in the state directory; the oldest goes first.
pub const CRASH_FILES: usize = 5;
/// Milliseconds an information line stays.
pub const INFO_MS: i64 = 4_000;
/// Milliseconds the cursor rests before a preview is made.
pub const PREVIEW_REST_MS: i64 = 50;
/// Keys of one macro: far more than anybody plays by heart; a longer one is a script's work.
pub const MACRO_KEYS: usize = 1_000;
/// Keys of a macro that are played before the screen and the reviewer get a turn.
pub const MACRO_STEPS: u32 = 100;
/// Filters kept under a name: as many as a menu shows well.
pub const FILTERS: usize = 200;
/// Filters remembered over restarts, oldest dropped.
pub const FILTER_HISTORY: usize = 100;
/// Candidates of a completion that are kept: nobody reads more.
pub const CANDIDATES: usize = 200;
/// Letters that mean nothing, one after the other, before it is said that they come from another
/// layout or an input method.
pub const ODD_LETTERS: u8 = 3;
/// Milliseconds before the hint box of a key prefix opens.
pub const HINT_MS: i64 = 400;
/// Milliseconds between two frames at least, on a local terminal.
pub const FRAME_MS: u64 = 16;
/// Milliseconds between two frames at least, over a remote line.
pub const FRAME_REMOTE_MS: u64 = 33;
/// Seconds a decision of class 1 (remote, reversible) is held before it is sent.
pub const HOLD_REVERSIBLE_S: u32 = 5;
/// Seconds a decision of class 2 (others get notified) is held before it is sent.
pub const HOLD_NOTIFYING_S: u32 = 10;
/// Seconds a bulk decision (class 3) is held before it is sent.
pub const HOLD_BULK_S: u32 = 15;
/// Objects above which a decision counts as bulk and is previewed.
pub const BULK_OBJECTS: usize = 10;
/// Items that one command of a platform runs on: they are all named in one request and in one row
/// of the outbox.
pub const ACTION_ITEMS: usize = 10_000;
/// Entries of the outbox handed to the sender at a time; more would only sit in memory.
pub const DUE_BATCH: usize = 256;
/// Milliseconds to wait for another program's transaction before a write is given up.
pub const STORE_BUSY_MS: u64 = 5_000;
/// Prepared statements kept: more than the store has.
pub const STORE_STATEMENTS: usize = 64;
/// Pages (of 4 kB) up to which a database is checked whole when opened; a larger one would delay
/// the start, its damage is found when it is touched.
pub const STORE_CHECK_PAGES: i64 = 64;
/// Seconds between two looks at what others changed, at least: more often would be felt by a server
/// that many reviewers use.
pub const POLL_LEAST_S: u32 = 5;
/// Bytes of one remembered text (session place, draft): a long comment fits four times.
pub const REMEMBERED_BYTES: usize = 256 * 1024;
/// Lists of an account whose state is kept for the next start: more than are ever open at once.
pub const SESSION_LISTS: usize = 16;
/// Marked rows of a list that are kept for the next start; of more none is, since a part of them
/// would be taken for all.
pub const SESSION_MARKS: usize = 4_000;
/// Milliseconds of rest after which the session is kept: a pause in typing, hardly a loss.
pub const SESSION_REST_MS: i64 = 400;
/// Milliseconds after which it is kept although keys go on coming.
pub const SESSION_MOST_MS: i64 = 5_000;
/// Annotations of an account that are kept as they were when something was said of them: some
/// weeks of issues.
pub const BEFORES: usize = 400;
/// Points of such a shape; one with more is kept as its box.
pub const BEFORE_POINTS: usize = 300;
/// Milliseconds between two states that a picture blinks between: calm, and far below what is
/// dangerous to anybody.
pub const BLINK_MS: i64 = 900;
/// Places that can be gone back to.
pub const TRAIL_PLACES: usize = 50;
/// Milliseconds that a retry lies ahead at most; one further ahead means that the clock went back.
pub const RETRY_AHEAD_MS: i64 = 3_600_000;
/// Milliseconds before the first repetition of a failed sending; doubled each time.
pub const SEND_BACKOFF_MS: i64 = 1_000;
/// Milliseconds between two attempts at most.
pub const SEND_BACKOFF_MAX_MS: i64 = 60_000;
/// Milliseconds before asking again to become the sender while another program is it.
pub const SENDER_ASK_MS: u64 = 3_000;
/// Slots of the sender's control channel: a flush and a stop, each asked for once or twice.
pub const SENDER_CONTROL: usize = 8;
/// Bytes of ids read from standard input: half a million of them, of 100 characters each.
pub const ID_INPUT_BYTES: u64 = 64 * 1024 * 1024;
/// Milliseconds a headless write waits for its confirmation before it is left in the outbox.
pub const CONFIRM_WAIT_MS: u64 = 15_000;
/// Milliseconds between two looks at the outbox while another program sends.
pub const OUTBOX_LOOK_MS: u64 = 100;
/// Memory for picture files as they came, so that zoom and overlay need no second fetch, in bytes.
pub const PICTURE_FILES_BYTES: usize = 24 * 1024 * 1024;
/// Slots of the channel between workers and loop. Workers wait when it is full.
pub const EVENT_QUEUE: usize = 1_024;
/// Reads of one bulk decision that run together.
pub const GATHER_TOGETHER: usize = 6;
/// Lines about unreadable things that a local library keeps; the rest is counted.
pub const LOCAL_PROBLEMS: usize = 1_000;
/// JSON or YAML files of a folder whose content is looked at to find annotations.
pub const LOCAL_SNIFFS: usize = 4_096;
/// Milliseconds between two progress events of one reader (ten a second).
pub const PROGRESS_MS: u64 = 100;
/// Filter results that a local library keeps for paging.
pub const LOCAL_FILTERS: usize = 8;
/// Milliseconds between two looks whether a folder has been read, beside its events.
pub const READ_LOOK_MS: u64 = 5;
/// Looks, a millisecond apart, at the demo's own files being read before they are given up.
pub const READ_LOOKS: u32 = 20_000;
/// Elements asked for at a time where all of a CVAT list are needed: one request for most lists,
/// some megabytes at most.
pub const CVAT_PAGE: u64 = 1_000;
/// Pages followed in one CVAT list.
pub const CVAT_PAGES: u64 = 10_000;
/// Pages of one list that are read together; the budget of the account may allow fewer.
pub const CVAT_TOGETHER: usize = 8;
/// Jobs, tasks and projects of CVAT that are remembered, of each so many.
pub const CVAT_OBJECTS: usize = 1_024;
/// Jobs whose frames and annotations are kept: the one at work, its neighbours and some behind.
pub const CVAT_CONTENTS: usize = 6;
/// Rows asked for at a time in large CVAT lists: two megabytes of JSON for jobs.
pub const CVAT_LIST_PAGE: u64 = 2_000;
/// Rows of a CVAT list that are read to work out a filter which the server does not know.
pub const CVAT_WORKED_ROWS: u64 = 200_000;
/// Frames of one CVAT job that are counted; two days of video.
pub const CVAT_FRAMES: usize = 5_000_000;
/// Seconds after which a CVAT job on screen is asked whether it has changed.
pub const CVAT_FRESH_S: u64 = 15;
/// Seconds after which a CVAT job on screen is read anew, whatever it says of itself: deleted
/// frames do not move its date.
pub const CVAT_CONTENT_S: u64 = 600;
/// Seconds between two looks at what others changed on a CVAT server.
pub const CVAT_POLL_S: u32 = 45;
/// Context images in the archive of one frame.
pub const CVAT_CONTEXT_IMAGES: usize = 255;
/// Ids in one filter of a CVAT list: the address stays below the 8 kB that proxies let through.
pub const CVAT_IDS: usize = 200;
/// Rows of each kind that the inbox looks at on one CVAT server; what lies deeper is found in lists.
pub const CVAT_INBOX: u64 = 500;
/// Comments that the inbox looks back through for answers.
pub const CVAT_REPLIES: u64 = 200;
/// Conflicts of a quality report that are listed.
pub const CVAT_CONFLICTS: u64 = 1_000;
/// Milliseconds between the first looks at work of a CVAT server, and later ones.
pub const CVAT_WORK_MS: (u64, u64) = (1_500, 5_000);
/// Looks at such work: some hours.
pub const CVAT_WORK_LOOKS: u32 = 4_000;
/// Requests to one server that run together at most, whatever the settings say: more would be an
/// attack on it.
pub const HTTP_PARALLEL: usize = 32;
/// Seconds until a connection to a server must stand.
pub const HTTP_CONNECT_S: u64 = 10;
/// Seconds a server may be silent before and between parts of an answer.
pub const HTTP_READ_S: u64 = 60;
/// Seconds one answer may take in all: a large picture over a thin line passes.
pub const HTTP_TOTAL_S: u64 = 300;
/// Seconds a connection is kept for the next request; servers and proxies usually keep it longer,
/// so that it is we who close it and no request meets a connection that just went.
pub const HTTP_IDLE_S: u64 = 20;
/// Redirects followed for one request; more are a circle.
pub const HTTP_REDIRECTS: usize = 5;
/// Repetitions of a read after the first attempt.
pub const HTTP_RETRIES: u32 = 4;
/// Repetitions of a read that the server answered with its own fault (500): most stay faults.
pub const HTTP_FAULT_RETRIES: u32 = 1;
/// Milliseconds before the first repetition; doubled each time.
pub const HTTP_BACKOFF_MS: u64 = 500;
/// Seconds waited before a repetition at most, even when the server asks for more.
pub const HTTP_WAIT_S: u64 = 60;
/// Bytes of one JSON answer, decompressed: a job with a hundred thousand shapes fits.
pub const HTTP_JSON_BYTES: u64 = 64 * 1024 * 1024;
/// Bytes of all answers being received, together; a single larger one may go beyond it alone.
pub const HTTP_BYTES_IN_FLIGHT: u64 = 128 * 1024 * 1024;
/// Bytes of an error answer that are read for its words.
pub const HTTP_ERROR_BYTES: u64 = 64 * 1024;
/// Characters of a server's words in a message: they share a line with ours.
pub const HTTP_WORDS_CHARS: usize = 300;
/// Characters of a body that a message may quote.
pub const HTTP_QUOTE_CHARS: usize = 60;
/// Bytes of a file of certificates: the system's own has a quarter of a megabyte.
pub const CA_FILE_BYTES: u64 = 4 * 1024 * 1024;
/// Pages of one list that are asked for; a list that goes on is a circle, or nobody's to review.
pub const LIST_WALK_PAGES: u32 = 10_000;
/// Requests to one server that run together for the screen: more would stand in each other's way
/// on a thin line.
pub const REQUESTS_SCREEN: usize = 6;
/// Requests to one server that run together for a command, which reads whole lists.
pub const REQUESTS_HEADLESS: usize = 8;
/// Pages of a list that a command has under way; with them go so many pages of memory, and no more.
pub const WALK_WINDOW: usize = 8;
/// Bytes of a token or password that are read from a command, a variable or standard input.
pub const SECRET_BYTES: u64 = 16 * 1024;
/// Seconds that a command which tells a token may take: somebody may have to type a passphrase.
pub const SECRET_COMMAND_S: u64 = 60;

/// Annotations of each of two results that are compared: a thousand thousand boxes take some
/// hundredths of a second.
pub const AGREE_ANNOTATIONS: usize = 1_000;
/// Annotations on the larger side up to which the best of all pairings is looked for; the work grows
/// with the cube.
pub const AGREE_OPTIMAL: usize = 128;
/// Rows at which the overlap of two areas is measured: right to a hundredth for any shape.
pub const AGREE_ROWS: usize = 256;
/// Points of one ring that are compared.
pub const AGREE_POINTS: usize = 2_048;
/// Points along a line that are compared, and loose points of one annotation.
pub const AGREE_LINE_POINTS: usize = 64;
/// Key frames of two tracks that are compared.
pub const AGREE_FRAMES: usize = 64;
/// Overlap from which two annotations of different labels mean the same object: more than half of
/// what both cover is shared, so that neither can have a better partner.
pub const AGREE_MISLABELLED: f32 = 0.5;
/// Agreement below which an item counts as disputed: the usual bar for "the same object".
pub const DISPUTED_BELOW: f32 = 0.5;
/// Items that are compared at once for a queue of disagreements; each is read from its server.
pub const DISPUTE_ITEMS: u32 = 1_000;
/// Items of it that are asked for together: some seconds of work, after which progress is shown and
/// it can be stopped.
pub const DISPUTE_BATCH: usize = 24;
/// Items that a sample is drawn from; by label, annotator or score each is read from its server,
/// which shows its progress and can be stopped.
pub const SAMPLE_ITEMS: u32 = 10_000;
/// Digits of a number of a recipe.
pub const RECIPE_DIGITS: usize = 9;
/// Samples that are kept to be gone on with: one of each list that a reviewer has in hand.
pub const SAMPLES: usize = 16;
/// Items, results, markers and operations of Label Studio that are remembered between looking and
/// writing, of each so many: more than anybody reviews between two looks.
pub const STUDIO_REMEMBERED: usize = 4_096;
/// Bytes of task numbers in one question to Label Studio: with what stands around them it stays
/// below the 6 kB of a request line that proxies let through for sure.
pub const STUDIO_IDS_BYTES: usize = 4_096;
/// Tasks that one command of Label Studio runs on: their numbers make less than a megabyte, and the
/// server works on them while the answer is waited for.
pub const STUDIO_ACTION_ITEMS: usize = 100_000;
/// Annotations of one task whose comments or reviews are asked for, one request each.
pub const STUDIO_COMMENTED: usize = 100;
/// Projects whose comments are asked for in one request: their numbers stay within a request line.
pub const STUDIO_COMMENT_PROJECTS: usize = 200;
/// Projects whose review queues the inbox looks into; what lies in others is found in lists.
pub const STUDIO_INBOX_PROJECTS: usize = 30;
/// Tasks of one review queue that the inbox lists.
pub const STUDIO_INBOX_TASKS: u64 = 100;
/// Pages of a project's members that are read to find a name.
pub const STUDIO_MEMBER_PAGES: u64 = 50;
/// Annotators of a project whose tasks are counted, one request each.
pub const STUDIO_COUNTED_PEOPLE: usize = 20;
/// Steps of a state machine that are shown.
pub const STUDIO_HISTORIES: u64 = 100;
/// Rows of a table about a project.
pub const STUDIO_TABLE_ROWS: usize = 500;
/// Bytes of a text, page or table that is fetched for an item; longer ones are nobody's to read in
/// a terminal.
pub const DOCUMENT_BYTES: usize = 32 * 1024 * 1024;
/// Characters of one document that are kept: two thousand pages.
pub const DOCUMENT_CHARS: usize = 4_000_000;
/// Elements and texts of one page that are kept; a page can ask for far more than it has bytes.
pub const DOCUMENT_NODES: usize = 1_000_000;
/// Characters of a page that are read before its elements are counted again.
pub const DOCUMENT_CHUNK: usize = 512;
/// Turns of one dialogue.
pub const DOCUMENT_TURNS: usize = 100_000;
/// Parts of each channel of a time line: more than any screen has columns, at some zoom.
pub const SIGNAL_PARTS: usize = 4_096;
/// Channels of a time line that are kept.
pub const SIGNAL_CHANNELS: usize = 32;
/// Bytes of a sound file that are read.
pub const SOUND_BYTES: usize = 256 * 1024 * 1024;
/// Seconds of a sound that are decoded: four hours take some seconds.
pub const SOUND_SECONDS: u64 = 4 * 3_600;
/// Rows of a series that are kept.
pub const SERIES_ROWS: usize = 2_000_000;
/// Bytes of a Label Studio label configuration that are read.
pub const STUDIO_CONFIG_BYTES: usize = 4 * 1024 * 1024;
/// Labels of one Label Studio project, with those that only results name: long taxonomies have
/// some ten thousand.
pub const STUDIO_LABELS: usize = 50_000;
/// Controls and objects of one Label Studio label configuration.
pub const STUDIO_TAGS: usize = 2_000;
/// Results (annotations, predictions, drafts) of one Label Studio task that are shown.
pub const STUDIO_RESULTS: usize = 1_000;
/// Pictures of one Label Studio task: their numbers are of a byte.
pub const STUDIO_PICTURES: usize = 255;
/// Documents and time lines of one Label Studio task.
pub const STUDIO_CONTENTS: usize = 64;
/// Bodies of Label Studio annotations that are fetched together where a task has only their heads.
pub const STUDIO_STUBS_TOGETHER: usize = 4;
/// Ranges of one Label Studio time line region.
pub const STUDIO_RANGES: usize = 10_000;
/// Requests to one Label Studio server that run together at most: the server that comes with it
/// answers some sixteen small ones a second.
pub const STUDIO_PARALLEL: usize = 4;
/// Seconds that an access token of Label Studio must still hold; they last five minutes.
pub const STUDIO_RENEW_S: u64 = 30;
/// Projects asked for at a time: the server's own bound, which it keeps without saying so.
pub const STUDIO_PROJECTS_PAGE: u64 = 100;
/// Pages followed in one Label Studio list of projects: a million of them.
pub const STUDIO_PROJECTS_PAGES: u64 = 10_000;
/// Tasks asked for at a time: a megabyte of JSON, some seconds of such a server.
pub const STUDIO_TASKS_PAGE: u64 = 1_000;
/// Tasks that are read to work out a filter which the server does not know.
pub const STUDIO_WORKED_ROWS: u64 = 100_000;
/// Bytes of JSON a task in a list may have before its data are left out of lists: longer texts and
/// pictures written into the data would travel with every page.
pub const STUDIO_HEAVY_TASK: usize = 32 * 1024;
/// Bytes of a filter in an address, before it is encoded: proxies let 8 kB of address through.
pub const STUDIO_QUERY_BYTES: usize = 2_500;
/// Seconds after which what is known of a Label Studio task on screen is asked for anew.
pub const STUDIO_FRESH_S: u64 = 15;
/// Seconds after which people are asked for again when somebody unknown turns up.
pub const STUDIO_PEOPLE_S: u64 = 60;
/// Seconds between two looks at what others changed on a Label Studio server.
pub const STUDIO_POLL_S: u32 = 45;
/// Projects and views of Label Studio that are remembered, of each so many.
pub const STUDIO_OBJECTS: usize = 512;
/// Tasks of Label Studio that are kept whole: the one at work, its neighbours and some behind.
pub const STUDIO_TASKS: usize = 12;
/// Bytes of such a task; a larger one is read again when it is looked at again.
pub const STUDIO_TASK_BYTES: usize = 8 * 1024 * 1024;
/// Characters of a text that names its task in lists.
pub const STUDIO_NAME_CHARS: usize = 80;
/// Characters of a value among the facts of a task.
pub const STUDIO_FACT_CHARS: usize = 200;
/// Tasks of Label Studio whose project is remembered: what a few screens show.
pub const STUDIO_HOMES: usize = 8_192;
/// Label configurations of Label Studio that are kept as they were read.
pub const STUDIO_CONFIGS: usize = 16;
/// Pictures, sounds and texts of Label Studio tasks that are kept for what asks for them next.
pub const STUDIO_MEDIA: usize = 4;
/// Bytes of such a one; a larger one is fetched again.
pub const STUDIO_MEDIA_BYTES: usize = 8 * 1024 * 1024;
/// Sizes of pictures that are remembered.
pub const STUDIO_SIZES: usize = 4_096;
/// Envelopes of sounds and series that are kept: some 100 kB each.
pub const STUDIO_SIGNALS: usize = 16;
/// Facts about one Label Studio task, from its data.
pub const STUDIO_FACTS: usize = 40;
/// Annotations of one Label Studio task whose reviews are asked for.
pub const STUDIO_REVIEWED: usize = 20;
/// Bytes a second that pictures may take of a remote line when nothing else is set.
pub const REMOTE_BYTES_S: u32 = 256_000;
/// Nesting of XML elements accepted; annotation files have some ten.
pub const XML_DEPTH: usize = 64;
/// Bytes of one XML tag or text: a polygon of a million points written with all its digits.
pub const XML_TAG_BYTES: u64 = 64 * 1024 * 1024;
/// Attributes of one XML tag that are looked at.
pub const XML_ATTRIBUTES: usize = 256;
/// Elements below one XML element that is held in memory whole: a shape, an object, the labels.
pub const XML_NODES: usize = 200_000;
/// Bytes of such an element, names left out.
pub const XML_NODE_BYTES: usize = 128 * 1024 * 1024;
/// Bytes at the beginning of an XML file within which its kind must show; labels come first.
pub const XML_SNIFF_BYTES: u64 = 8 * 1024 * 1024;
/// XML files of one folder that are looked at to tell their kind; of more the first ones speak for
/// all, and each is looked at when it is read.
pub const XML_FOLDER_SNIFFS: usize = 64;
/// Key frames of all tracks of one video, some 100 bytes each.
pub const VIDEO_KEYS: usize = 10_000_000;
/// Tracks of one video.
pub const VIDEO_TRACKS: usize = 1_000_000;
/// Bytes of a list of items or labels beside annotations (VOC): a million names.
pub const LIST_BYTES: u64 = 64 * 1024 * 1024;
/// Colours of one picture of masks that are told apart: more is no picture of masks.
pub const MASK_COLORS: usize = 4_096;
/// Pixels of a picture of masks, which takes three bytes each while it is read.
pub const PAINTED_PIXELS: u64 = 50_000_000;
/// Annotations looked at for the one under the mouse: a click must be answered like a key.
pub const POINTED_ANNOTATIONS: usize = 20_000;
/// Two presses at one cell within this time are a double click, as most desktops set it.
pub const DOUBLE_CLICK_MS: u64 = 400;
/// Rows that a notch of the wheel moves.
pub const WHEEL_ROWS: u16 = 3;
/// What terminals take as the content of a clipboard at most (OSC 52): 100,000 bytes with its frame,
/// in base64.
pub const CLIPBOARD_BYTES: usize = 74_994;
/// What a clipboard program may take: it only has to read a pipe.
pub const CLIPBOARD_MS: u64 = 2_000;
/// Texts that were typed and not sent, kept for each account.
pub const DRAFTS: usize = 8;
/// How long nothing is typed before a text is kept for the next start.
pub const DRAFT_REST_MS: i64 = 700;
/// Texts left by editors that failed, kept in the state directory: the newest.
pub const DRAFT_FILES: usize = 8;
/// Longest address that becomes a link of the terminal; others take no more either.
pub const LINK_BYTES: usize = 2_000;
/// Bytes in one read that nobody types: held keys repeat 30 times a second, reads come at once.
pub const REPLY_BURST_BYTES: usize = 32;
