package com.example.memberport.jsonl;

import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** A block of members as the bytes that go into the file. Made on any thread, several at once. */
final class EncodedBlock {

    private final byte[] bytes;
    private final int members;

    private EncodedBlock(byte[] bytes, int members) {
        this.bytes = bytes;
        this.members = members;
    }

    /** Each block is a gzip member of its own; readers see them as one, and they can be made side by side. */
    static EncodedBlock of(MemberBlock block, boolean compressed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compressed ? new GZIPOutputStream(bytes) : bytes) {
            MemberCursor at = block.cursor();
            while (at.nextMember()) {
                writeLine(at.json(), out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new EncodedBlock(bytes.toByteArray(), block.memberCount());
    }

    /** In JSON a line break stands between things and never inside one, so a blank can take its place. */
    private static void writeLine(Text json, OutputStream out) throws IOException {
        byte[] line = new byte[json.length() + 1];
        json.copyTo(line, 0);
        for (int i = 0; i < json.length(); i++) {
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = ' ';
            }
        }
        line[json.length()] = '\n';
        out.write(line);
    }

    byte[] bytes() {
        return bytes;
    }

    int members() {
        return members;
    }
}
