package io.memberport.sink.s3.erasure;

import io.memberport.error.MemberportException;
import io.memberport.port.ErasureReceipt;
import io.memberport.port.MemberEraser;
import io.memberport.port.MembersToErase;
import io.memberport.sink.s3.catalog.CommunityState;
import io.memberport.sink.s3.catalog.ExportFolder;
import io.memberport.sink.s3.catalog.LatestObject;
import io.memberport.sink.s3.catalog.TargetClaim;
import io.memberport.sink.s3.store.Bucket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Erases members from all exports of a community that lie at the target. It looks first, so that a target without these members stays as
 * it is. Then it claims the target as a run does, which a run in progress loses by it, and {@link Rewriting rewrites} what has them.
 */
public final class S3Eraser implements MemberEraser {

    private final Supplier<Bucket> connected;

    public S3Eraser(Supplier<Bucket> connected) {
        this.connected = connected;
    }

    /** What members have in exports, by the keys of their manifests; an export never changes, so none is read twice for that. */
    private static final class Survey {

        private final Bucket bucket;
        private final String community;
        private final MembersToErase members;
        private final Map<String, List<Findings>> known = new HashMap<>();

        Survey(Bucket bucket, String community, MembersToErase members) {
            this.bucket = bucket;
            this.community = community;
            this.members = members;
        }

        Found look(CommunityState state) {
            Inventory inventory = Inventory.of(state, community, bucket);
            Map<ExportFilter, List<Findings>> found = new LinkedHashMap<>();
            for (StoredExport export : inventory.exports()) {
                ExportFilter filter = new ExportFilter(bucket, export, members.ids());
                List<Findings> inFiles = known.computeIfAbsent(export.key(), key -> filter.count());
                if (Findings.sum(inFiles).rows() > 0) {
                    found.put(filter, inFiles);
                }
            }
            return new Found(found, inventory, members);
        }
    }

    /** The exports that have some of the members, and what is in each of their files. */
    private record Found(Map<ExportFilter, List<Findings>> exports, Inventory inventory, MembersToErase members) {

        ErasureReceipt receipt(Bucket bucket) {
            if (inventory.exports().isEmpty()) {
                return ErasureReceipt.ofNoExport();
            }
            List<Findings> inFiles =
                    exports.values().stream().flatMap(List::stream).toList();
            Findings all = Findings.sum(inFiles);
            List<String> folders = exports.keySet().stream()
                    .map(filter -> filter.export().folder().path())
                    .toList();
            long files = inFiles.stream().filter(found -> found.rows() > 0).count();
            List<String> remains = new ArrayList<>(members.remains(inventory.memberIdKeys()));
            remains.addAll(Remains.of(bucket, folders, inventory.undescribed()));
            return new ErasureReceipt(
                    inventory.exports().size(), members.count(all.members()), all.rows(), files, remains);
        }
    }

    @Override
    public ErasureReceipt count(String community, MembersToErase members) {
        return erasingNothing(() -> {
            Bucket bucket = connected.get();
            return new Survey(bucket, community, members)
                    .look(new LatestObject(bucket, community).read())
                    .receipt(bucket);
        });
    }

    @Override
    public ErasureReceipt erase(String community, MembersToErase members) {
        return erasingNothing(() -> {
            Bucket bucket = connected.get();
            LatestObject latest = new LatestObject(bucket, community);
            Survey survey = new Survey(bucket, community, members);
            CommunityState state = latest.read();
            Found found = survey.look(state);
            boolean isUntouched = found.exports().isEmpty()
                    && !state.hasClaim()
                    && bucket.unfinished(ExportFolder.ofCommunity(community)).isEmpty();
            return isUntouched ? found.receipt(bucket) : erase(bucket, latest, survey, community);
        });
    }

    private static ErasureReceipt erase(Bucket bucket, LatestObject latest, Survey survey, String community) {
        TargetClaim claim = TargetClaim.takeAll(bucket, latest, community);
        Found found = claim.orGiveBack(() -> survey.look(claim.before()));
        // What is out of reach is asked for before there is something to be undone.
        ErasureReceipt receipt = claim.orGiveBack(() -> found.receipt(bucket));
        if (found.exports().isEmpty()) {
            claim.giveBack();
        } else {
            new Rewriting(bucket, latest, claim).run(found.exports());
        }
        return receipt;
    }

    /** Has a failure say that nothing has changed, unless it knows better. */
    private static ErasureReceipt erasingNothing(Supplier<ErasureReceipt> step) {
        try {
            return step.get();
        } catch (Rewriting.PartlyDone known) {
            throw known.failure();
        } catch (MemberportException failed) {
            throw failed.with("Nothing was erased.");
        }
    }
}
