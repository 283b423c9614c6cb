package io.memberport.http.api;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.wire.Link;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of the API's resources.
 *
 * @param base the API's address, without a slash at the end unless that is its whole path
 * @param community the community's API key name, as given
 */
public record ApiPaths(Link base, String community) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]{0,199}");

    public Link token() {
        return at("/oauth2/token");
    }

    /** Where exports are created. */
    public Link batches() {
        return at("/v2/applications/" + segment("community", community) + "/data/members/profiles/batch");
    }

    public Link batch(String batchId) {
        return new Link(base.origin(), batches().target() + "/" + segment("batch id", batchId));
    }

    /**
     * The id of the batch whose resource this is.
     *
     * @return null if it is another resource, or lies elsewhere
     */
    public @Nullable String batchIdAt(Link link) {
        String parent = batches().target() + "/";
        if (!link.origin().equals(base.origin()) || !link.target().startsWith(parent)) {
            return null;
        }
        String id = link.target().substring(parent.length());
        return ID.matcher(id).matches() ? id : null;
    }

    public Link file(String fileId) {
        return at("/v2/applications/" + segment("community", community) + "/data/members/profiles/files/"
                + segment("file id", fileId));
    }

    private Link at(String path) {
        String prefix = base.target().equals("/") ? "" : base.target();
        return new Link(base.origin(), prefix + path);
    }

    /** A name that would be no segment of its own would ask for another resource. */
    public static String segment(String what, String name) {
        if (name.isBlank() || name.equals(".") || name.equals("..")) {
            throw new MemberportException(FailureKind.CONFIGURATION, "The " + what + " is empty or not a name.");
        }
        return Link.segment(name);
    }
}
