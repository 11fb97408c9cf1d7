using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.People;
using ServiceHall.Web.Store.Objects;

namespace ServiceHall.Web.Scoring.FollowedPostings;

/// <summary>
/// Whose postings have changed, and from which day on results may say otherwise. A trigger writes it in the transaction of
/// the change; it is deleted once the closed days have followed.
/// </summary>
internal sealed class PostingChange
{
    public long Id { get; init; }
    public int StaffId { get; init; }
    public required DateOnly First { get; init; }
}

internal sealed class PostingChangeTables : IEntityTypeConfiguration<PostingChange>, IDatabaseObjects
{
    // A posting that is added makes no result wrong: nobody had one there.
    public IEnumerable<DatabaseObject> DatabaseObjects =>
    [
        DatabaseObject.Function("note_changed_posting", """
            AS $body$
            BEGIN
              IF TG_OP = 'DELETE' THEN
                INSERT INTO posting_change (staff_id, first) VALUES (OLD.staff_id, OLD."from");
              ELSIF (OLD.staff_id, OLD.window_id, OLD."from") IS DISTINCT FROM (NEW.staff_id, NEW.window_id, NEW."from") THEN
                INSERT INTO posting_change (staff_id, first) SELECT DISTINCT unnest(ARRAY[OLD.staff_id, NEW.staff_id]), least(OLD."from", NEW."from");
              ELSIF OLD."to" IS DISTINCT FROM NEW."to" THEN
                INSERT INTO posting_change (staff_id, first) VALUES (NEW.staff_id, least(OLD."to", NEW."to") + 1);
              END IF;
              RETURN NULL;
            END $body$
            """),
        DatabaseObject.Trigger("posting", "tr_posting_followed", "AFTER UPDATE OR DELETE", "FOR EACH ROW EXECUTE FUNCTION note_changed_posting()"),
        DatabaseObject.Function("note_changed_leaving", """
            AS $body$
            BEGIN
              INSERT INTO posting_change (staff_id, first) VALUES (NEW.id, least(OLD.left_on, NEW.left_on) + 1);
              RETURN NULL;
            END $body$
            """),
        DatabaseObject.Trigger("staff_member", "tr_staff_member_followed", "AFTER UPDATE",
            "FOR EACH ROW WHEN (OLD.left_on IS DISTINCT FROM NEW.left_on) EXECUTE FUNCTION note_changed_leaving()"),
    ];

    public void Configure(EntityTypeBuilder<PostingChange> table) =>
        table.HasOne<StaffMember>().WithMany().HasForeignKey(change => change.StaffId).OnDelete(DeleteBehavior.Cascade);
}
