using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondSigner;

/// <summary>What a second person has signed for whoever asked, until it is carried out: it is used up with that.</summary>
internal static class SignedRequest
{
    /// <summary>The open signed requests of one who asked, with whoever signed.</summary>
    public static IQueryable<Signed> Of(HallDb db, int askedById, AccountRequestKind kind, DateTimeOffset now)
    {
        var since = now - AccountRequest.Lifetime;
        return from asked in db.Set<AccountRequest>().AsTracking()
               where asked.Kind == kind && asked.AskedById == askedById && asked.EndedAt == null && asked.SignedById != null && asked.AskedAt > since
               join signer in db.Staff on asked.SignedById equals signer.Id
               select new Signed { Request = asked, Signer = signer.Number };
    }

    /// <summary>Uses one up; null: there is none, or whoever signed could not sign any more.</summary>
    /// <param name="concerned">The roles that it is about today.</param>
    /// <returns>What the audit says of who signed.</returns>
    public static async Task<string?> Use(
        Act act, AskSecondSigner.Request request, IReadOnlyCollection<HallRole> concerned, SecondSigners second, CancellationToken cancel)
    {
        var signed = await Of(act.Db, act.Rights.StaffId, request.Kind, act.Now)
            .SingleOrDefaultAsync(one => one.Request.StaffId == request.StaffId && one.Request.Role == request.Role, cancel);
        if (signed is null || !second.StillSigns(signed.Request.SignedById!.Value, concerned))
            return null;
        signed.UseUp(act.Now);
        return signed.ForAudit;
    }

    /// <summary>A request, and the staff number of whoever signed it.</summary>
    internal sealed class Signed
    {
        public required AccountRequest Request { get; init; }
        public required string Signer { get; init; }

        /// <summary>What the audit says of who signed.</summary>
        public string ForAudit => $"第二人 {Signer}";

        public void UseUp(DateTimeOffset now) => (Request.EndedAt, Request.End) = (now, AccountRequestEnd.Done);
    }
}
