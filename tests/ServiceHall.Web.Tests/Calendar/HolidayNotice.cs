using System.Text;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Calendar.Holidays;

namespace ServiceHall.Web.Tests.Calendar;

/// <summary>Notices of holidays that are taken as at the desk: previewed, every tick given, signed by a second
/// person.</summary>
internal static class HolidayNotice
{
    /// <summary>A file in the holiday-cn form.</summary>
    internal static UploadedFile File(string name, string content, Encoding? encoding = null) =>
        new("application/json", name, (encoding ?? Encoding.UTF8).GetBytes(content));

    /// <summary>Imports a notice with all its ticks.</summary>
    internal static async Task<Answer<int>> Propose(this TestHall hall, Actor actor, UploadedFile file)
    {
        var plan = await hall.Get<ImportHolidays>().Preview(actor, file, default);
        return plan.Refusal is { } no ? no
            : await hall.Get<ImportHolidays>()
                .Run(actor, file, plan.Value.Fingerprint(), plan.Value.Dangers.Select(danger => danger.Key)
                .ToHashSet(), default);
    }

    /// <summary>Signs it as it would be written now.</summary>
    internal static async Task<Answer<SignHolidays.Signed>> SignNotice(this TestHall hall, Actor actor, int id)
    {
        var waiting = (await hall.Get<SignHolidays>().List(actor, default)).Value.Single(one => one.Import.Id == id);
        return await hall.Get<SignHolidays>().Sign(actor, id, waiting.Plan!.Fingerprint(), default);
    }

    /// <summary>Both.</summary>
    internal static async Task<Answer<SignHolidays.Signed>> TakeNotice(this TestHall hall, Actor first, Actor second,
        string name, string content)
    {
        var id = await hall.Propose(first, File(name, content));
        return id.Refusal is { } no ? no : await hall.SignNotice(second, id.Value);
    }
}
