/**
 * A Memberport sink that writes a Lucene index: one document for each member. Start with {@link
 * com.example.memberport.lucene.LuceneSinkProvider}.
 */
package com.example.memberport.lucene;
