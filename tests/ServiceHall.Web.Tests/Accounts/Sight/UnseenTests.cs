using System.Collections;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Tests.Leave;
using Work = ServiceHall.Web.LongWork.LongWork;

namespace ServiceHall.Web.Tests.Accounts.Sight;

/// <summary>
/// Whoever may not see a thing gets the answer of a thing that is not there, from every use case that takes a number. A
/// new use case is tried from the day it is there.
/// </summary>
public sealed class UnseenTests(AskingHall hall) : IClassFixture<AskingHall>
{
    private const int NoSuch = 987654;

    // What reads nothing that anybody owns, or is given somebody's number to do something for them, by right.
    private static readonly string[] Elsewhere = ["CheckSignIn", "FirstAdministrator"];

    [Fact]
    public async Task What_is_not_for_ones_eyes_is_answered_like_what_is_not_there()
    {
        var ids = await Others();
        var stranger = (await hall.Team()).Clerk;
        var (tried, wrong) = (new List<string>(), new List<string>());
        foreach (var (useCase, method) in UseCases())
        {
            var call = $"{useCase.Name}.{method.Name}";
            tried.Add(call);
            var nothing = await Answer(useCase, method, stranger, NoSuch);
            foreach (var (what, id) in ids)
            {
                var answer = await Answer(useCase, method, stranger, id);
                if (answer != nothing)
                    wrong.Add($"{call}: of {what} {answer}, of nothing {nothing}");
            }
        }

        Assert.Superset(new HashSet<string> { "AnswerCover.Accept", "SignLeave.Run", "CancelLeave.Run", "ShowLeave.Run", "ShowPhoto.Run", "ShowWork.Run", "StopWork.Run" }, tried.ToHashSet());
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // Every public method of a registered use case that is told who acts and a number.
    private IEnumerable<(Type UseCase, MethodInfo Method)> UseCases() =>
        from useCase in hall.Registered.Where(type => type.Assembly == typeof(Act).Assembly).Distinct()
        where !Elsewhere.Contains(useCase.Name) && !useCase.ContainsGenericParameters
        from method in useCase.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        let parameters = method.GetParameters()
        where !method.ContainsGenericParameters && parameters is [{ ParameterType: var first }, ..] && first == typeof(Actor) && parameters.Skip(1).Any(IsNumber)
        select (useCase, method);

    private static bool IsNumber(ParameterInfo parameter) => (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) is var type
        && (type == typeof(int) || type == typeof(long) || type == typeof(Guid) || type == typeof(IReadOnlyCollection<int>))
        && (parameter.Name!.Equals("id", StringComparison.OrdinalIgnoreCase) || parameter.Name.EndsWith("Id", StringComparison.Ordinal) || parameter.Name.EndsWith("Ids", StringComparison.Ordinal));

    // The refusal; what went well is the same answer too, as when somebody marks what is not theirs as read.
    private async Task<string> Answer(Type useCase, MethodInfo method, Actor actor, object id)
    {
        var arguments = method.GetParameters().Select(parameter => Argument(parameter, actor, id)).ToArray();
        var task = (Task)method.Invoke(hall.Services.GetRequiredService(useCase), arguments)!;
        await task;
        return Said(task.GetType().GetProperty("Result")!.GetValue(task));
    }

    private static string Said(object? answer) => answer switch
    {
        null => "nothing",
        IEnumerable list and not string => string.Join('|', list.Cast<object>().Select(Said)),
        SignLeave.Decided decided => $"{decided.Refusal?.Kind} {decided.Refusal?.Text}",
        _ => answer.GetType().GetProperty("Refusal") is { } refusal
            ? refusal.GetValue(answer) is Refusal no ? $"{no.Kind} {no.Text}" : "done" : "done",
    };

    private static object? Argument(ParameterInfo parameter, Actor actor, object id)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(Actor))
            return actor;
        if (IsNumber(parameter))
            return id switch
            {
                int number when type == typeof(IReadOnlyCollection<int>) => new[] { number },
                int number when type == typeof(long) => (long)number,
                int number when type == typeof(int) => number,
                Guid key when type == typeof(Guid) => key,
                _ => type == typeof(Guid) ? Guid.Empty : type == typeof(long) ? (long)NoSuch : type == typeof(int) ? NoSuch : new[] { NoSuch },
            };
        if (type == typeof(string))
            return "一个说得过去的原因";
        return type == typeof(int) ? 1 : type.IsValueType ? Activator.CreateInstance(type) : null;
    }

    // One thing of each kind that a clerk elsewhere has no business with.
    private async Task<IReadOnlyList<(string What, object Id)>> Others()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var waits = (await hall.Submit(team.Clerk, AskingHall.Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover))).Value;
        var accepted = await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-24 08:30", "2026-11-24 17:00", team.Cover));
        var approved = await hall.Approved(team.Clerk, AskingHall.Form("2026-11-26 08:30", "2026-11-26 17:00", team.Cover));
        await using var db = await hall.Factory.CreateDbContextAsync();
        var photo = new FindingPhoto { Id = Guid.NewGuid(), UploadedById = team.Clerk.StaffId, UploadedAt = hall.Clock.GetUtcNow(), ContentType = "image/png", Width = 1, Height = 1, Size = 1 };
        var delegation = new Delegation { FromId = team.Leader!.StaffId, ToId = team.Cover.StaffId, First = new(2026, 11, 19), Last = new(2026, 11, 30), Reason = "外出学习", MadeAt = hall.Clock.GetUtcNow() };
        db.AddRange(photo, new PhotoContent { Id = photo.Id, Bytes = [1] }, delegation);
        await db.SaveChangesAsync();
        await hall.Sql($"""
            INSERT INTO long_work (id, kind, key, parameters, starter_id, address, started_at, state, stage, done, total, runs, result, is_refused, fault)
            SELECT 7001, 'people.import', gen_random_uuid(), jsonb_build_object(), {team.Clerk.StaffId}, '', now(), 'Waiting', '', 0, 0, 0, '', false, ''
            """);
        var message = await db.Set<Message>().Where(row => row.StaffId == team.Clerk.StaffId).Select(row => row.Id).FirstAsync();
        Assert.NotNull(await db.Set<Work>().SingleAsync());
        return
        [
            ("leave that waits for cover", waits), ("leave that waits for signatures", accepted), ("approved leave", approved), ("a photo", photo.Id),
            ("a delegation", delegation.Id), ("a long work", 7001), ("a message", (int)message), ("a person", team.Clerk.StaffId), ("a window", team.Window.Id),
        ];
    }
}
