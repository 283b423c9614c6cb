/**
 * A Memberport sink that writes JSON Lines: one member a line, in a file. Start with {@link
 * com.example.memberport.jsonl.JsonLinesSink}.
 */
package com.example.memberport.jsonl;
