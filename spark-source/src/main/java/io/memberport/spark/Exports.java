package io.memberport.spark;

import io.memberport.file.ExportSplit;
import io.memberport.file.SplitStream.Header;
import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.PrivacyStage;
import io.memberport.spark.Survey.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

    private final Map<ExportPart, Found> surveyed = new HashMap<>();

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
    synchronized List<ExportPart> partsWithHeaders() {
        Map<PinnedFile, Header> headers = new HashMap<>();
        Map<Boolean, List<ExportPart>> byGzip = parts().stream()
                .collect(Collectors.partitioningBy(
                        part -> part.split() == null && part.file().isGzip(hadoop)));
        List<ExportPart> gzip = byGzip.getOrDefault(true, List.of());
        List<Found> found = survey(gzip);
        for (int i = 0; i < gzip.size(); i++) {
            headers.put(gzip.get(i).file(), found.get(i).header());
        }
        return parts().stream()
                .map(part -> part.withHeader(headers.computeIfAbsent(part.file(), this::header)))
                .toList();
    }

    private Header header(PinnedFile file) {
        return file.inParts(hadoop, options.limits()).header();
    }

    /**
     * Checks, file by file, that the rules are for what it has and treat each variable in one way.
     *
     * @throws io.memberport.error.MemberportException if they do not
     */
    synchronized void requireRules() {
        PrivacyPolicy policy = options.policy();
        if (policy.keepsAll() || !options.checksRules()) {
            return;
        }
        List<Found> found = survey(parts());
        PrivacyStage stage = PrivacyStage.of(policy);
        long members = 0;
        for (int i = 0; i < found.size(); i++) {
            members += found.get(i).members();
            stage.apply(found.get(i).variables());
            if (parts().get(i).isLast()) {
                Header header = found.get(i).header();
                stage.apply(new ExportMetadata(
                        header.batchId(),
                        header.sinceDatetime(),
                        header.exportDate(),
                        header.lastSyncDate(),
                        "",
                        0,
                        members,
                        0,
                        0));
                stage = PrivacyStage.of(policy);
                members = 0;
            }
        }
    }

    /** All variables that queries may see, in the order in which they first appear. */
    synchronized List<ProfileVariable> variables() {
        Set<ProfileVariable> all = new LinkedHashSet<>();
        survey(parts()).forEach(found -> all.addAll(found.variables()));
        return PrivacyStage.of(options.policy()).apply(List.copyOf(all));
    }

    private List<Found> survey(List<ExportPart> some) {
        List<ExportPart> unknown =
                some.stream().filter(part -> !surveyed.containsKey(part)).toList();
        List<Found> found = unknown.isEmpty() ? List.of() : Survey.of(unknown, options, hadoop);
        for (int i = 0; i < found.size(); i++) {
            surveyed.put(unknown.get(i), found.get(i));
        }
        return some.stream().map(surveyed::get).toList();
    }
}
