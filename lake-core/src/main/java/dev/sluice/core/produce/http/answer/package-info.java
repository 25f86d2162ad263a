/** What an answer says: its text, its JSON, and what is wrong with it. */
package dev.sluice.core.produce.http.answer;
