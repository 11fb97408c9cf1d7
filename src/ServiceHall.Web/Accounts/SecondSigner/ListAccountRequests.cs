using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondSigner;

/// <summary>The open requests about accounts: for everybody who may sign some, with which ones the reader may.</summary>
internal sealed class ListAccountRequests(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    private const int Most = 200;

    /// <param name="What">What is asked for, as people read it.</param>
    /// <param name="MaySign">Whether the reader can sign it.</param>
    /// <param name="Signers">Who can, by their roles.</param>
    /// <param name="MayWithdraw">Whether the reader can take it back.</param>
    internal sealed record Row(
        int Id, string What, string Number, string Name, IReadOnlyList<HallRole> Roles, string AskedBy, DateTimeOffset AskedAt,
        string? SignedBy, bool MaySign, string Signers, bool MayWithdraw);

    public async Task<Answer<IReadOnlyList<Row>>> Run(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "account.requests", Right.SignAccountRequests, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var since = act.Now - AccountRequest.Lifetime;
        var open = await (
            from asked in act.Db.Set<AccountRequest>().AsNoTracking()
            where asked.EndedAt == null && asked.AskedAt > since
            join person in act.Db.Staff on asked.StaffId equals person.Id
            join asker in act.Db.Staff on asked.AskedById equals asker.Id
            orderby asked.Id
            select new
            {
                asked,
                person.Number,
                person.Name,
                By = asker.Name,
                Signer = act.Db.Staff.Where(staff => staff.Id == asked.SignedById).Select(staff => staff.Name).FirstOrDefault(),
                Roles = act.Db.RoleGrants.Where(grant => grant.StaffId == asked.StaffId).Select(grant => grant.Role).ToList(),
            }).Take(Most).ToListAsync(cancel);
        return open.ConvertAll(row =>
        {
            IReadOnlyList<HallRole> concerned = [.. SecondSigners.Concerned(row.Roles, row.asked.Role)];
            return new Row(
                row.asked.Id, row.asked.Kind.Chinese(row.asked.Role), row.Number, row.Name, row.Roles, row.By, row.asked.AskedAt, row.Signer,
                row.asked.SignedById is null && actor.StaffId != row.asked.StaffId && actor.StaffId != row.asked.AskedById
                    && SecondSigners.MaySign(act.Rights.Roles, concerned),
                SecondSigners.Named(SecondSigners.For(concerned)), act.Rights.May(Right.IssueCodes));
        });
    }
}
