import type { CauseId } from '../model/cause.ts';

/** What a cause means for a person who has to act on it. */
export interface CauseText {
  title: string;
  /** For support: what happens and why, checkable against the platform's documentation. */
  explanation: string;
  /** For the developer: what to change. null where nothing is wrong. */
  fix: string | null;
}

const SAME_ID = 'Take the ID from the order once, on the server, and hand the same string to the pixel and to the server event.';

/** Every cause the engine can name. */
export const CAUSES: Readonly<Record<CauseId, CauseText>> = {
  'id-missing-browser': { title: 'No ID in the browser', explanation: 'The server event carries an ID, the browser event none, so there is nothing to compare.', fix: `Pass the server's ID to the pixel call. ${SAME_ID}` },
  'id-missing-server': { title: 'No ID on the server', explanation: 'The browser event carries an ID, the server event none, so there is nothing to compare.', fix: `Add the browser's ID to the server event. ${SAME_ID}` },
  'id-differs': { title: 'IDs differ', explanation: 'Each side made an ID of its own, so the platform sees two events.', fix: SAME_ID },
  'id-case': { title: 'IDs differ in case', explanation: 'IDs are compared character by character: upper and lower case are different characters.', fix: 'Send the ID unchanged on both sides; remove the upper- or lower-casing.' },
  'id-whitespace': { title: 'White space around an ID', explanation: 'A space or line break around the ID makes it another ID.', fix: 'Trim the ID before it is sent, on the side that has the white space.' },
  'id-prefix': { title: 'One ID has a prefix or suffix', explanation: 'One side adds characters to the ID that the other side does not add.', fix: 'Add the prefix on both sides or on neither.' },
  'id-leading-zeros': { title: 'Leading zeros lost', explanation: 'One side treats the ID as a number and drops its leading zeros.', fix: 'Keep the ID a string everywhere; never convert it to a number.' },
  'id-number-format': { title: 'ID sent as a number', explanation: 'One side treats the ID as a number and writes it differently.', fix: 'Keep the ID a string everywhere; never convert it to a number.' },
  'id-encoding': { title: 'ID encoded in two ways', explanation: 'One side encodes or writes the ID in another way than the other: URL-encoded twice or not at all, a UUID without its dashes.', fix: 'Encode the ID exactly once, when the request is built, and write it the same way on both sides.' },
  'id-truncated': { title: 'ID cut off', explanation: 'One side stores or sends only the beginning of the ID.', fix: 'Find the field that is too short for the ID, and widen it or use a shorter ID on both sides.' },
  'id-hash-vs-plain': { title: 'Hash against plain ID', explanation: 'One side hashes the ID, the other sends it as it is.', fix: 'Send the plain ID on both sides; only user data are hashed.' },
  'id-template': { title: 'Template not filled in', explanation: 'A tag manager variable or script was not resolved, so its placeholder was sent as the ID.', fix: 'Check the variable in the tag manager: it must be set before the tag fires.' },
  'id-wrong-argument': { title: 'ID in the wrong argument', explanation: 'The pixel call carries the ID where the SDK does not look for it.', fix: 'Move the ID to the argument that the SDK reads it from.' },
  'id-transport': { title: 'Message ID used as event ID', explanation: "The SDK's message ID names one request and is new every time.", fix: SAME_ID },
  'id-timestamp': { title: 'Time stamp used as ID', explanation: 'A time stamp is new for every request, so both sides never agree.', fix: SAME_ID },
  'id-sdk-generated': { title: 'ID made by the SDK', explanation: 'The page passed no ID, so the SDK made one that the server cannot know.', fix: `Pass the server's ID in the SDK call. ${SAME_ID}` },
  'id-constant': { title: 'One ID on several orders', explanation: 'The platform takes later orders, and it may be other events, for repeats of the first and drops them: real sales are lost from the report.', fix: 'Make the ID from the order, so that each order has its own, and give different events of one order different IDs.' },
  'name-differs': { title: 'Event names differ', explanation: 'The platform merges events of one name only, so each is counted under its own.', fix: 'Send the same event name on both sides.' },
  'name-alias': { title: 'Names that may mean the same', explanation: 'The platform may take the two names for one event, but does not document it.', fix: 'Send the same event name on both sides, and as the same kind: standard or custom.' },
  'pixel-differs': { title: 'Sent to different accounts', explanation: 'The two copies go to different pixels or conversion actions, and each counts its own.', fix: 'Use the same pixel ID (or conversion action) on both sides.' },
  'time-unit': { title: 'Wrong unit of time', explanation: 'The event time is off by a factor of 1,000 or more: seconds and milliseconds were confused.', fix: "Send the event time in the unit that the platform's documentation names." },
  'outside-window': { title: 'Too far apart', explanation: 'The second copy came after the time within which the platform merges copies.', fix: 'Send the server event when the order is confirmed, not in a later batch.' },
  'wrong-order': { title: 'Server event came first', explanation: "The platform's weaker rule, by user, drops a server event only after the browser event; here the server was first.", fix: 'Send the same event ID on both sides: then the order does not matter.' },
  'test-event': { title: 'Test mode left on', explanation: 'The event carries a test code.', fix: 'Remove the test code before going live.' },
  'fired-twice': { title: 'Fired twice', explanation: 'Two tags on the same page, or two senders, report the same conversion.', fix: 'Remove one of the two tags, or give both the same ID.' },
  'page-revisited': { title: 'Page visited again', explanation: 'The thank-you page was loaded again and fired again.', fix: 'Fire the conversion once per order: remember the order in the session before firing.' },
  'value-drift': { title: 'Amounts differ', explanation: 'The two copies carry different amounts; the platform keeps that of the copy it keeps.', fix: 'Compute the amount in one place and send the same on both sides.' },
  'currency-drift': { title: 'Currencies differ', explanation: 'The two copies carry different currencies.', fix: 'Send the currency of the order on both sides.' },
  'blocked-client': { title: 'Blocked in the browser', explanation: 'An extension or the browser itself blocked the pixel request.', fix: null },
  'blocked-csp': { title: 'Blocked by the page', explanation: "The page's Content Security Policy or mixed-content rule stopped the pixel request.", fix: "Allow the platform's hosts in the Content-Security-Policy header." },
  'blocked-tracking-protection': { title: 'Blocked by tracking protection', explanation: "The browser's tracking protection stopped the pixel request.", fix: null },
  'send-failed': { title: 'Request failed', explanation: 'The request did not reach the platform.', fix: 'Check the network and the name of the host, then try again.' },
  'rejected-upstream': { title: 'Rejected by the platform', explanation: 'The platform answered that it does not accept the event.', fix: "Read the platform's answer: most often an expired token, a missing field or a wrong ID." },
  'consent-denied': { title: 'Consent denied', explanation: 'The visitor declined, so the event was not sent or carries no identifiers.', fix: null },
  'sdk-dropped': { title: 'Dropped by the SDK', explanation: 'The SDK refused the call, or a part of it, and did not send it.', fix: 'Check name and data of the call against the documentation of the SDK.' },
  'action-unmapped': { title: 'Conversion action not mapped', explanation: "The tag's label and the server's conversion action are different identifiers of the same thing; without a mapping they cannot be compared.", fix: 'Enter which label belongs to which conversion action in the options.' },
  'sent-to-two-hosts': { title: 'Sent to two hosts', explanation: 'The same hit went to a first-party server and to the platform directly, and the server passes it on.', fix: 'Send the hit to one host only.' },
  'rule-shared': { title: 'One conversion rule on both sides', explanation: 'The platform asks for a conversion rule of its own for each source; events of both sources under one rule contradict its documentation.', fix: 'Create a second conversion rule for the server events and send them to that one.' },
  'automatic-repeat': { title: 'The pixel repeats it by itself', explanation: 'Beside the event that the page sends, the pixel sent one of its own for the same action: where a goal counts both, the sale counts a second time.', fix: "Turn the pixel's automatic events off, or keep them out of the goal that counts this conversion." },
  'clock-skew': { title: 'Clocks differ', explanation: "Two clocks disagree by a constant amount, so times of one side cannot be held against the other's to the second.", fix: 'Set the clock (NTP) and the time zone of the machine that is off.' },
  'relay-absent': { title: 'No relay configured', explanation: 'Without the server events nobody can say what the platform will count.', fix: 'Enter the relay endpoint of the shop in the options.' },
  'relay-unreachable': { title: 'Relay not reachable', explanation: 'The relay could not be asked, so the server side is unknown.', fix: 'Start the relay or correct its connection in the options, then ask again.' },
  'relay-gap': { title: 'Relay has a gap', explanation: 'The relay does not vouch for this pixel at this time: its silence proves nothing.', fix: 'Repeat the test while the relay is running and receives this pixel.' },
  'relay-pending': { title: 'Still waiting for the relay', explanation: 'The server event may still come: the grace period runs.', fix: null },
  'capture-late': { title: 'Capture started late', explanation: 'The server event is of a time at which the browser was not recorded: whether the browser sent one, too, is not known.', fix: 'Start the recording before the checkout, and repeat the purchase.' },
  'body-unreadable': { title: 'Body could not be read', explanation: 'The browser did not hand over the request body, or it is malformed, so what was sent is not known.', fix: 'Reload the page with the panel open, or look at the raw request.' },
  'never-deduplicated': { title: 'Not deduplicated by the platform', explanation: 'The platform documents that it deduplicates no event of this kind.', fix: 'Send such an event through one channel only.' },
  'conversion-retracted': { title: 'Taken back by the server', explanation: 'The server told the platform to take the conversion back, as for a cancelled order: what carries the ID that it named is counted no more.', fix: null },
  'rule-undocumented': { title: 'Not documented', explanation: "The platform's documentation does not say what happens in this case.", fix: 'Avoid the case: one fire for each order, both sides at the same moment.' },
};
