using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.People;

/// <summary>Adds a person, or corrects number, name and last day of one.</summary>
internal sealed class EditPerson(IDbContextFactory<HallDb> factory, TimeProvider clock, IKeepDays keeps, IEnumerable<IFollowNumbers> followers)
{
    /// <summary>What is to be; without an id a new person. The version is that of what was shown.</summary>
    internal sealed record Request(int? Id, string Number, string Name, DateOnly? LeftOn, uint Version = 0);

    /// <returns>The person's id.</returns>
    public async Task<Answer<int>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "people.edit", Right.EditPeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (number, name) = (Incoming.Clean(request.Number), Incoming.Clean(request.Name));
        if (PeopleFaults.First(PeopleFaults.OfId(number, "工号"), PeopleFaults.OfName(name, "姓名")) is { } fault)
            return fault;
        if (AcceptedDays.FaultOf("离开大厅的最后一天", request.LeftOn) is { } noDay)
            return noDay;
        // Of two that looked alike in a version before, each may keep what is written.
        var key = Fold.Key(number);
        if (await act.Db.Staff.AnyAsync(other => other.NumberKey == key && other.Id != request.Id, cancel)
            && !await act.Db.Staff.AnyAsync(own => own.Id == request.Id && own.Number == number, cancel))
            return NumberTaken(number);
        StaffMember? staff;
        if (request.Id is { } id)
        {
            staff = await act.Db.Staff.Include(person => person.Postings).SingleOrDefaultAsync(person => person.Id == id, cancel);
            if (staff is null)
                return PeopleFaults.Gone;
            if (staff.Id == actor.StaffId && staff.LeftOn != request.LeftOn)
                return await act.RefuseAsNotAllowed($"staff {staff.Number}", PeopleFaults.OwnPosting, cancel);
            if (request.LeftOn is { } last && staff.Postings.Any(post => post.From > last))
                return new Refusal($"{last:yyyy-MM-dd} 之后还有在岗任职，请先改动该任职。");
            if (staff.LeftOn != request.LeftOn && await keeps.RefusalFor(act.Db, Earlier(staff.LeftOn, request.LeftOn).AddDays(1), DateOnly.MaxValue, cancel) is { } kept)
                return kept;
            act.Db.Entry(staff).Property(person => person.Version).OriginalValue = request.Version;
            act.Record($"staff {staff.Number}", $"工号 {staff.Number}→{number}，{(staff.Name == name ? "" : "改了姓名，")}离开 {staff.LeftOn:yyyy-MM-dd}→{request.LeftOn:yyyy-MM-dd}");
            await Rename(act, staff, number, cancel);
            (staff.Number, staff.Name, staff.LeftOn) = (number, name, request.LeftOn);
            foreach (var post in staff.Postings.Where(post => request.LeftOn is { } last && (post.To is null || post.To > last)))
                post.To = request.LeftOn;
        }
        else
        {
            staff = new StaffMember { Number = number, Name = name, LeftOn = request.LeftOn };
            act.Db.Add(staff);
            act.Record($"staff {number}", "新增");
        }

        try
        {
            await act.Commit(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return PeopleFaults.ChangedMeanwhile;
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return NumberTaken(number);
        }

        return staff.Id;
    }

    private static DateOnly Earlier(DateOnly? one, DateOnly? other) => one is { } first && (other is null || first < other) ? first : other!.Value;

    private static Refusal NumberTaken(string number) => new($"工号 {number} 已属于另一个人，请核对。");

    // People sign in with their staff number.
    private async Task Rename(Act act, StaffMember staff, string number, CancellationToken cancel)
    {
        if (number == staff.Number)
            return;
        foreach (var follower in followers)
            await follower.Follow(act.Db, staff.Number, number, cancel);
        if (await act.Db.Accounts.FindAsync([staff.Id], cancel) is not { } account)
            return;
        account.UserName = number;
        account.NormalizedUserName = number.ToUpperInvariant();
        account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
    }
}
