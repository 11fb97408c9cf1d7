using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance.Consent;

/// <summary>Somebody agrees to their position being used for punching, or withdraws that. Both are on record.</summary>
internal sealed class GiveConsent(IDbContextFactory<HallDb> factory, TimeProvider clock, PositionConsents consents)
{
    /// <param name="version">What they were shown: agreeing to another text is no agreement.</param>
    /// <param name="device">The browser.</param>
    public async Task<Answer<Done>> Run(Actor actor, string version, string device, CancellationToken cancel)
    {
        if (version != consents.Text.Version)
            return new Refusal("说明在您打开之后改过了，请重新阅读后再同意。", Kind: RefusalKind.Conflict);
        return await Write(actor, "privacy.consent", device, isGiven: true, cancel);
    }

    /// <summary>From now on the hall's code is used instead.</summary>
    public Task<Answer<Done>> Withdraw(Actor actor, string device, CancellationToken cancel) =>
        Write(actor, "privacy.withdraw", device, isGiven: false, cancel);

    private async Task<Answer<Done>> Write(Actor actor, string action, string device, bool isGiven, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, action, right: null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        act.Db.Add(new PositionConsent
        {
            StaffId = actor.StaffId, Version = consents.Text.Version, IsGiven = isGiven, At = act.Now,
            Device = Cut.To(device, ConsentTables.DeviceLength), Address = actor.Address,
        });
        act.Record($"staff {act.Rights.Number}", consents.Text.Version);
        try
        {
            await act.Commit(cancel);
        }
        finally
        {
            // Whether or not it got through, what is remembered is looked up again.
            consents.Forget(actor.StaffId);
        }

        return new Done();
    }
}
