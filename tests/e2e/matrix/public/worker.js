// A dedicated or shared worker: sends when it starts. Its query names context and senders.
importScripts('https://shop.test/senders.js');
const query = new URLSearchParams(self.location.search);
void sendAll(query.get('context'), query.get('senders').split(','));
