package io.memberport.sink.s3.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.memberport.encoding.block.LineFilter;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Leaves the documents of some members out of {@link JsonLines}. A line is in memory as a whole, as the member was when it was
 * written. Used by one thread.
 */
public final class JsonLineFilter implements LineFilter {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Set<Text> members;
    private final Set<Text> found = new HashSet<>();
    private final RowBuffer line = new RowBuffer(4096);
    private long rows;

    public JsonLineFilter(Set<Text> memberIds) {
        this.members = memberIds;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if a line is not a document
     */
    @Override
    public void read(byte[] bytes, int length, RowBuffer out) {
        int start = 0;
        for (int at = 0; at < length; at++) {
            if (bytes[at] == '\n') {
                line.append(bytes, start, at + 1 - start);
                endLine(out);
                start = at + 1;
            }
        }
        line.append(bytes, start, length - start);
    }

    private void endLine(RowBuffer out) {
        Text id = id();
        if (members.contains(id)) {
            rows++;
            found.add(id);
        } else {
            out.append(line.bytes(), 0, line.size());
        }
        line.clear();
    }

    /** Of several fields of that name the last one counts, as when the member was read. */
    private Text id() {
        String id = null;
        try (JsonParser json = JSON.createParser(line.bytes(), 0, line.size())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no document");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (name.equals("memberId") && value == JsonToken.VALUE_STRING) {
                    id = json.getText();
                }
                json.skipChildren();
            }
        } catch (IOException e) {
            // Its message can quote the document.
            throw new UncheckedIOException(new IOException("a line that is no document"));
        }
        if (id == null) {
            throw new UncheckedIOException(new IOException("a document without an id"));
        }
        return Text.of(id);
    }

    @Override
    public void finish(RowBuffer out) {
        if (line.size() > 0) {
            endLine(out);
        }
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public Set<Text> found() {
        return Collections.unmodifiableSet(found);
    }
}
