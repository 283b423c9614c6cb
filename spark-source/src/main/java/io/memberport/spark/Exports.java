package io.memberport.spark;

import io.memberport.file.ExportSplit;
import io.memberport.file.SplitStream.Header;
import io.memberport.file.SplittableExport;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a table, as the driver sees them. */
final class Exports {

    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

    private final List<PinnedFile> files;
    private final ReadOptions options;
    private final Configuration hadoop;

    /** Null before somebody has asked for them. */
    private @Nullable List<ExportPart> parts;

    Exports(List<PinnedFile> files, ReadOptions options, Configuration hadoop) {
        this.files = files;
        this.options = options;
        this.hadoop = hadoop;
    }

    ReadOptions options() {
        return options;
    }

    Configuration hadoop() {
        return hadoop;
    }

    /** What tasks read: every file, cut where it is long enough and can be cut. */
    synchronized List<ExportPart> parts() {
        if (parts == null) {
            List<ExportPart> all = new ArrayList<>();
            files.forEach(file -> splits(file).forEach(split -> all.add(new ExportPart(file, split, null))));
            parts = List.copyOf(all);
        }
        return parts;
    }

    private List<@Nullable ExportSplit> splits(PinnedFile file) {
        long bytes = options.splitBytes();
        List<@Nullable ExportSplit> inOnePiece = new ArrayList<>();
        inOnePiece.add(null);
        if (file.length() <= bytes) {
            return inOnePiece;
        }
        if (file.isGzip(hadoop)) {
            LOG.info("One task reads all {} bytes of {}, because it is gzip", file.length(), file.name());
            return inOnePiece;
        }
        List<ExportSplit> found = file.inParts(hadoop, options.limits()).split(bytes);
        long wanted = (file.length() - 1) / bytes + 1;
        if (found.size() < wanted) {
            LOG.info(
                    "{} tasks read {}, and not {}: no place was found to cut it in more parts",
                    found.size(),
                    file.name(),
                    wanted);
        }
        return found.size() == 1 ? inOnePiece : new ArrayList<>(found);
    }

    /** The same parts, and with them what their files say of the export. */
    List<ExportPart> partsWithHeaders() {
        List<ExportPart> all = new ArrayList<>();
        PinnedFile file = null;
        Header header = null;
        for (ExportPart part : parts()) {
            if (header == null || !part.file().equals(file)) {
                file = part.file();
                header = header(file);
            }
            all.add(part.withHeader(header));
        }
        return all;
    }

    private Header header(PinnedFile file) {
        SplittableExport export = file.inParts(hadoop, options.limits());
        return export.header();
    }
}
