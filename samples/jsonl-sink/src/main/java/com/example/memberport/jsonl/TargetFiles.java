package com.example.memberport.jsonl;

import java.nio.file.Path;

/**
 * The files of one target. All names follow from the target's, so that each run finds what one before it left behind.
 *
 * @param data what readers open
 * @param commit what was committed, beside it
 * @param newData becomes {@code data}
 * @param newCommit becomes {@code commit}
 * @param lock stays there; holding it is what counts
 */
record TargetFiles(Path data, Path commit, Path newData, Path newCommit, Path lock) {

    static TargetFiles of(Path target) {
        Path data = target.toAbsolutePath().normalize();
        String name = String.valueOf(data.getFileName());
        return new TargetFiles(
                data,
                data.resolveSibling(name + ".commit"),
                data.resolveSibling("." + name + ".new"),
                data.resolveSibling("." + name + ".commit.new"),
                data.resolveSibling("." + name + ".lock"));
    }
}
