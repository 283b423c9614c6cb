package io.memberport.sink.xlsx;

import io.memberport.encoding.block.GzipFrame;
import io.memberport.encoding.file.NewFile;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The parts of a workbook, one after the other in a ZIP file. A part can be longer than 4 GiB before it is compressed; the file cannot.
 * The headers are as Excel demands of such parts, which is stricter than the format: version 4.5 in the header before each part, no
 * lengths there, and nothing in addition. Without times, so that the same content is the same bytes. Used by one thread.
 */
final class PartsFile {

    private static final long MOST_BYTES = 0xFFFF_FFFFL;

    /** What the ends of the last part and of the file need at most. */
    private static final long RESERVED_BYTES = 64 * 1024;

    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int CENTRAL_HEADER = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int HEADER_BYTES = 256;

    private static final short VERSION_2_0 = 20;
    private static final short VERSION_4_5 = 45;
    private static final short DESCRIPTOR_FOLLOWS = 8;
    private static final short DEFLATED = 8;

    /** Midnight of the first day that the format knows, 1980-01-01. */
    private static final int TIME_AND_DATE = 0x0021_0000;

    private static final short LENGTHS_OF_8_BYTES = 1;

    private record Part(String name, long offset, int crc, long storedBytes, long plainBytes) {

        /** Whether the length has a field of its own. So it must also if it is the number that stands for this in the other one. */
        private boolean isLong() {
            return plainBytes >= MOST_BYTES;
        }
    }

    private final NewFile file;
    private final long mostBytes;
    private final List<Part> parts = new ArrayList<>();
    private final CRC32 checksum = new CRC32();
    private String name = "";
    private long offset;
    private long plainBytes;
    private long start;

    /** Parts of a file that has nothing in it yet. */
    PartsFile(NewFile file) {
        this(file, MOST_BYTES);
    }

    /** With a limit of its own. */
    PartsFile(NewFile file, long mostBytes) {
        this.file = file;
        this.mostBytes = mostBytes - RESERVED_BYTES;
    }

    void begin(String newName) throws IOException {
        name = newName;
        offset = file.sizeBytes();
        plainBytes = 0;
        checksum.reset();
        ByteBuffer header = buffer().putInt(LOCAL_HEADER).putShort(VERSION_4_5);
        header.putShort(DESCRIPTOR_FOLLOWS).putShort(DEFLATED).putInt(TIME_AND_DATE);
        header.putInt(0).putInt(0).putInt(0);
        write(header.putShort((short) name.length()).putShort((short) 0).put(ascii(name)));
        start = file.sizeBytes();
    }

    /**
     * Appends a piece to the part.
     *
     * @param stored the same, deflated as {@link GzipFrame} has pieces
     * @throws MemberportException of kind {@link FailureKind#TARGET} if the file gets too long
     */
    void append(ByteBuffer plain, ByteBuffer stored) throws IOException {
        if (file.sizeBytes() + stored.remaining() > mostBytes) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The workbook would be larger than 4 GiB, and spreadsheet programs do not open such a file. Nothing was"
                            + " committed. Choose fewer variables by rules for personal data (only), or write to another"
                            + " target, a CSV file for example.");
        }
        plainBytes += plain.remaining();
        checksum.update(plain);
        file.append(stored);
    }

    void end() throws IOException {
        write(buffer().put(GzipFrame.lastBlock()));
        Part part = new Part(name, offset, (int) checksum.getValue(), file.sizeBytes() - start, plainBytes);
        ByteBuffer descriptor = buffer().putInt(DESCRIPTOR).putInt(part.crc());
        if (part.isLong()) {
            descriptor.putLong(part.storedBytes()).putLong(part.plainBytes());
        } else {
            descriptor.putInt((int) part.storedBytes()).putInt((int) part.plainBytes());
        }
        write(descriptor);
        parts.add(part);
    }

    /** Ends the file and sees it to stable storage. */
    void finish() throws IOException {
        long directory = file.sizeBytes();
        for (Part part : parts) {
            writeCentralHeader(part);
        }
        int length = (int) (file.sizeBytes() - directory);
        ByteBuffer end = buffer().putInt(END).putInt(0);
        end.putShort((short) parts.size()).putShort((short) parts.size());
        write(end.putInt(length).putInt((int) directory).putShort((short) 0));
        file.finish();
    }

    private void writeCentralHeader(Part part) throws IOException {
        ByteBuffer header = buffer().putInt(CENTRAL_HEADER).putShort(VERSION_4_5);
        header.putShort(part.isLong() ? VERSION_4_5 : VERSION_2_0);
        header.putShort(DESCRIPTOR_FOLLOWS).putShort(DEFLATED).putInt(TIME_AND_DATE);
        header.putInt(part.crc()).putInt((int) part.storedBytes());
        header.putInt((int) Math.min(part.plainBytes(), MOST_BYTES));
        header.putShort((short) part.name().length()).putShort((short) (part.isLong() ? 12 : 0));
        header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
        header.putInt((int) part.offset()).put(ascii(part.name()));
        if (part.isLong()) {
            header.putShort(LENGTHS_OF_8_BYTES).putShort((short) Long.BYTES).putLong(part.plainBytes());
        }
        write(header);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(ByteBuffer bytes) throws IOException {
        file.append(bytes.flip());
    }
}
