using System.Text;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Import;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Tests.LongWork;

namespace ServiceHall.Web.Tests.People;

/// <summary>Files of people that are imported as somebody does it at the desk.</summary>
internal static class ImportedFile
{
    /// <summary>Imports rows with every tick that they take.</summary>
    /// <returns>The record's id.</returns>
    internal static async Task<int> Import(this TestHall hall, Actor actor, params string[] rows)
    {
        var file = new UploadedFile("text/csv", "名单.csv",
            Encoding.UTF8.GetBytes(string.Join(',', PeopleFile.Headers) + "\n" + string.Join('\n', rows)));
        var read = PeopleFile.Read(file.Bytes).Value;
        var plan = await Preview(hall, actor, read, new HashSet<string>());
        for (var ticks = plan.Ticks; plan.LeftOut > 0;)
        {
            ticks = ticks.Concat(plan.Dangers.Select(danger => danger.Danger.Key)).ToHashSet(StringComparer.Ordinal);
            plan = await Preview(hall, actor, read, ticks);
        }

        Assert.Equal(0, plan.Wrong);
        var work = await hall.Do(actor,
            new StartWork.Wanted(ImportWork.Kind,
            new ImportWork.Confirmed(plan.Fingerprint(), null, [.. plan.Ticks]), Guid.NewGuid(), file));
        Assert.Equal((WorkState.Done, false), (work.State, work.IsRefused));
        return (await hall.Get<ListImports>().Run(actor, 1, default)).Value.Rows[0].Id;
    }

    private static async Task<ImportPlan> Preview(TestHall hall, Actor actor, PeopleFile file,
        IReadOnlySet<string> ticks) =>
        (await hall.Get<ImportPeople>().Preview(actor, file.Rows, new Progress<ImportProgress>(), default, ticks))
            .Value;
}
