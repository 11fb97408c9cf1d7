using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.LongWork;

/// <summary>Files of works some days after their end.</summary>
internal sealed class ExpireWorkFiles() : RetentionKind<WorkFile>(KindCode)
{
    /// <summary>What the policy calls them.</summary>
    public const string KindCode = "work-files";

    protected override IQueryable<WorkFile> Old(HallDb db, RetentionLimit limit) => db.Set<WorkFile>()
        .Where(file => db.Set<LongWork>().Any(work => work.Id == file.WorkId && work.EndedAt < limit.Instant));
}

/// <summary>Works that nobody asks about any more.</summary>
internal sealed class ExpireWorks() : RetentionKind<LongWork>("works")
{
    public override int LeastDays => RetentionLimit.HalfYear;

    protected override IQueryable<LongWork> Old(HallDb db, RetentionLimit limit) =>
        db.Set<LongWork>().Where(work => work.EndedAt < limit.Instant);
}
