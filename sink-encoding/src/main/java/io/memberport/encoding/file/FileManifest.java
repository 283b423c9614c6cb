package io.memberport.encoding.file;

import io.memberport.encoding.json.JsonDocument;
import io.memberport.port.CommittedVariables;
import io.memberport.port.LastCommit;
import java.util.Optional;

/** What a commit leaves beside a file, in a record that is a {@linkplain JsonDocument document}. Contains no member's data. */
public interface FileManifest {

    /** Far beyond a hundred thousand wide columns with ordinary names. */
    long LARGEST_BYTES = 64L * 1024 * 1024;

    /** The community's API key name. */
    String community();

    /** The file when it was committed. */
    DataFile file();

    LastCommit lastCommit();

    /** Empty if they are not known. */
    Optional<CommittedVariables> committedVariables();

    byte[] toJson();
}
