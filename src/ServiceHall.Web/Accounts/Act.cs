using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>
/// One act of one person: a context and its transaction, the actor's rights as they are inside it, and the audit
/// record that is written with the work or not at all. Without <see cref="Commit"/> nothing happened.
/// </summary>
internal sealed class Act : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;
    private readonly Actor _actor;
    private readonly string _action;

    private Act(HallDb db, IDbContextTransaction transaction, Actor actor, string action, DateTimeOffset now, DateOnly today)
    {
        Db = db;
        _transaction = transaction;
        _actor = actor;
        _action = action;
        Now = now;
        Today = today;
    }

    public HallDb Db { get; }

    /// <summary>The moment of the act, in UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The hall's civil day of that moment.</summary>
    public DateOnly Today { get; }

    /// <summary>What the actor is.</summary>
    /// <exception cref="InvalidOperationException">The act was refused.</exception>
    public Rights Rights { get => field ?? throw new InvalidOperationException("A refused act has no rights."); private set; }

    /// <summary>Why the act may not go on: without the right, which is recorded already, or for a sign-in that has ended. Null: it may.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>Begins an act. Where the actor lacks the right, this is recorded and <see cref="Refusal"/> says so.</summary>
    /// <param name="action">What the audit calls it, such as <c>people.move</c>.</param>
    /// <param name="right">What the actor needs; null: to be somebody of the hall is enough.</param>
    public static async Task<Act> Begin(
        IDbContextFactory<HallDb> factory, TimeProvider clock, Actor actor, string action, Right? right, CancellationToken cancel)
    {
        var db = await factory.CreateDbContextAsync(cancel);
        try
        {
            var transaction = await db.Database.BeginTransactionAsync(cancel);
            var act = new Act(db, transaction, actor, action, clock.GetUtcNow(), clock.Today());
            var rights = actor.IsHall ? Rights.Hall : await CheckSignIn.RightsOf(db, actor, act.Now, act.Today, cancel);
            if (rights is not null && (right is null || rights.May(right.Value)))
                act.Rights = rights;
            else if (rights is null && actor.SignInId is not null)
                act.Refusal = Refusal.SignInEnded;
            else
                await act.NotAllowed(right, cancel);
            return act;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Adds what was done to the audit, to be written with the work: on what, and what was decided. What somebody wrote about a
    /// person stands with the fact, for those who may see it; the audit is read by others and keeps for ever what it is told.
    /// </summary>
    public void Record(string subject, string detail = "", AuditOutcome outcome = AuditOutcome.Done) =>
        Db.Audit.Add(Audit.Of(_actor, Now, _action, subject, outcome, detail));

    /// <summary>
    /// Refuses for a reason that lies beyond the right itself (not your window, your own request), on record. Only for what
    /// the actor may know of: whoever may not gets <see cref="RefuseAsUnseen"/>.
    /// </summary>
    public async Task<Refusal> RefuseAsNotAllowed(string subject, Refusal refusal, CancellationToken cancel) =>
        (await RefuseAsUnseen(subject, refusal, cancel)) with { Kind = RefusalKind.NotAllowed };

    /// <summary>
    /// Refuses what is there and not for the actor's eyes with the answer of what is not there, on record: nobody learns by
    /// trying numbers which of them exist, or how they stand.
    /// </summary>
    /// <param name="unseen">What the use case answers where there is nothing.</param>
    public async Task<Refusal> RefuseAsUnseen(string subject, Refusal unseen, CancellationToken cancel)
    {
        Db.ChangeTracker.Clear();
        await NoteRefused.Add(Db, Audit.Of(_actor, Now, _action, subject, AuditOutcome.NotAllowed, unseen.Text), null, cancel);
        await Commit(cancel);
        return unseen;
    }

    /// <summary>Saves the work and its audit in one transaction.</summary>
    public async Task Commit(CancellationToken cancel)
    {
        await Db.SaveChangesAsync(cancel);
        await _transaction.CommitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Db.DisposeAsync();
    }

    private async Task NotAllowed(Right? right, CancellationToken cancel)
    {
        var holders = right is null ? "在岗人员" : string.Join("、", Rights.HoldersOf(right.Value).Select(role => role.Chinese()));
        Refusal = await RefuseAsNotAllowed("", new Refusal($"您没有进行此操作的权限，本次尝试已记录。有此权限的是：{holders}。"), cancel);
    }
}
