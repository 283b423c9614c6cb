package io.memberport.http;

/** What an answer of the API says about a community, after the API has accepted the credentials. */
public enum CommunityAccess {
    /** The API has such a community, and lets these credentials read its exports. */
    CONFIRMED,
    /**
     * The API has answered at the community's address, that something is not there: the export that it was asked about,
     * or the community. It documents one answer for both.
     */
    INDISTINCT
}
