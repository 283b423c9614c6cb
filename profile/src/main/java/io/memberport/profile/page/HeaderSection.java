package io.memberport.profile.page;

import io.memberport.model.ExportMetadata;
import io.memberport.model.Sensitivity;
import io.memberport.profile.ExportProfile;
import java.io.IOException;

/** Which export it is, and how much is in it. */
final class HeaderSection {

    private static final int LONGEST_BATCH_ID = 60;

    private HeaderSection() {}

    static String title(ExportProfile profile) {
        return profile.export().exportDate() == null
                ? "Profile of an export"
                : "Profile of the export of " + Figures.date(profile.export().exportDate());
    }

    static void write(Html html, ExportProfile profile, Variables variables) throws IOException {
        html.open("header").element("p", "Memberport", "class", "brand");
        html.element("h1", title(profile)).line();
        origin(html, profile.export());
        html.open("dl", "class", "tiles");
        ExportMetadata export = profile.export();
        tile(html, "Members", Figures.count(export.members()));
        tile(html, "Variables", Figures.count(variables.all().size()));
        tile(html, "Sensitive", Figures.count(variables.count(Sensitivity.SENSITIVE)));
        tile(html, "Filled on average", Figures.percent(variables.averageFill()));
        tile(html, "Values", Figures.count(export.values()));
        tile(html, "Size", Figures.bytes(export.contentBytes()));
        html.close().close().line();
    }

    private static void origin(Html html, ExportMetadata export) throws IOException {
        html.open("p", "class", "origin");
        html.text(
                export.sinceDatetime() == null
                        ? "Full export: all active members"
                        : "Incremental export: members that changed since " + Figures.time(export.sinceDatetime()));
        if (export.exportDate() != null) {
            html.text(" · started " + Figures.time(export.exportDate()));
        }
        if (export.lastSyncDate() != null) {
            html.text(" · last synchronised " + Figures.time(export.lastSyncDate()));
        }
        if (export.batchId() != null) {
            html.text(" · batch ").element("code", Names.shortened(export.batchId(), LONGEST_BATCH_ID), "dir", "auto");
        }
        html.close().line();
    }

    private static void tile(Html html, String term, String figure) throws IOException {
        html.open("div").element("dt", term).element("dd", figure).close();
    }
}
