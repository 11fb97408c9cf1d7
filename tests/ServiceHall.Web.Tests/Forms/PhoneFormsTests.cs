using System.Net;
using System.Reflection;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Tests.Forms;

/// <summary>The pages that are plain forms: every field of every form is emptied and filled with nonsense, and sent.</summary>
public sealed class PhoneFormsTests(WebHall hall) : IClassFixture<WebHall>
{
    private static readonly string[] Absurd = ["", "0001-01-01", "9999-12-31", "2026-02-30", "9999-12-31T23:59", "-1", "1e99", "99999999999", "‮رقم👨‍👩‍👧‍👦", new('长', 10_000)];

    private static readonly IReadOnlyList<string> Pages =
    [
        .. typeof(HallClock).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template)
            .Where(address => !address.StartsWith("/desk", StringComparison.Ordinal) && !address.Contains('{', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public async Task Every_field_of_every_form_may_hold_nonsense_and_is_answered()
    {
        using var browser = await Leader("PF1");
        var (faults, fields) = (new List<string>(), 0);
        foreach (var page in Pages.Append("/m/explain?day=2026-11-19&part=am&action=in"))
        {
            foreach (var form in await Forms(browser, page))
            {
                foreach (var (name, kind, _) in form.Fields.Where(field => field.Kind is not "hidden" and not "file"))
                {
                    fields++;
                    foreach (var value in Absurd)
                    {
                        using var answer = await Send(browser, page, form, name, value);
                        if ((int)answer.StatusCode >= 500)
                            faults.Add($"{page} {name} ({kind}) “{value[..Math.Min(20, value.Length)]}”: {(int)answer.StatusCode}");
                    }
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(fields > 20, $"Only {fields} fields were found.");
    }

    [Theory]
    [InlineData("/m/enrol", "From", "请填写到岗日期")]
    [InlineData("/m/leave/new", "FromDay", "请填写请假的日期")]
    public async Task A_day_that_was_emptied_is_asked_for(string page, string field, string sentence)
    {
        using var browser = await Leader("PF2" + field);
        var form = (await Forms(browser, page)).First(one => one.Fields.Any(known => known.Name == field));

        form = form with { Fields = [.. form.Fields.Select(known => known is { Kind: "text" or "TEXTAREA", Value.Length: 0 } ? known with { Value = "PF9" } : known)] };
        using var empty = await Send(browser, page, form, field, "");
        Assert.Contains(sentence, WebUtility.HtmlDecode(await empty.Content.ReadAsStringAsync()), StringComparison.Ordinal);

        using var absurd = await Send(browser, page, form, field, "0001-01-01");
        Assert.Contains("不合理", WebUtility.HtmlDecode(await absurd.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_in_an_address_may_be_nonsense()
    {
        using var browser = await Leader("PF3");
        var faults = new List<string>();
        var asked = typeof(HallClock).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>().Select(route => (Type: type, route.Template)))
            .Where(page => Pages.Contains(page.Template))
            .SelectMany(page => page.Type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Select(property => (property.Name, Query: property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
                .Where(property => property.Query is not null).Select(property => (page.Template, Name: property.Query!.Name ?? property.Name)))
            .Distinct().ToList();
        foreach (var (page, name) in asked)
        {
            foreach (var value in Absurd.Append("0001-01").Append("9999-12").Append("9999-12-31/am"))
            {
                using var answer = await browser.GetAsync($"{page}?{name}={Uri.EscapeDataString(value[..Math.Min(value.Length, 1000)])}");
                if ((int)answer.StatusCode >= 500)
                    faults.Add($"{page}?{name}={value[..Math.Min(20, value.Length)]}: {(int)answer.StatusCode}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.NotEmpty(asked);
    }

    private async Task<HttpClient> Leader(string number)
    {
        var window = await hall.People.Window(number);
        var browser = await hall.SignedIn(number, "/m/sign-in", HallRole.Section);
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        db.Add(new Web.People.Posting { StaffId = db.Staff.Single(staff => staff.Number == number).Id, WindowId = window.Id, Role = PostRole.Leader, From = new(2026, 1, 1) });
        await db.SaveChangesAsync();
        return browser;
    }

    private static async Task<List<Form>> Forms(HttpClient browser, string page)
    {
        using var answer = await browser.GetAsync(page);
        var document = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        return
        [
            .. document.QuerySelectorAll("form[method=post]").Where(form => form.GetAttribute("action")?.Contains("sign-out", StringComparison.Ordinal) != true)
                .Select(form => new Form(
                    form.GetAttribute("action") is { Length: > 0 } action ? action : page,
                    [
                        .. form.QuerySelectorAll("input[name], textarea[name], select[name]").Select(field => new Field(field.GetAttribute("name")!, KindOf(field), ValueOf(field)))
                            .DistinctBy(field => field.Name),
                    ])),
        ];
    }

    private static async Task<HttpResponseMessage> Send(HttpClient browser, string page, Form form, string name, string value)
    {
        using var content = new MultipartFormDataContent();
        foreach (var field in form.Fields.Where(field => field.Kind != "file"))
            content.Add(new StringContent(field.Name == name ? value : field.Value), field.Name);
        return await browser.PostAsync(form.Action.StartsWith('/') ? form.Action : page, content);
    }

    private static string KindOf(IElement field) => field.TagName == "INPUT" ? field.GetAttribute("type") ?? "text" : field.TagName;

    private static string ValueOf(IElement field) => field switch
    {
        { TagName: "SELECT" } => (field.QuerySelector("option[selected]") ?? field.QuerySelector("option"))?.GetAttribute("value") ?? "",
        { TagName: "TEXTAREA" } => field.TextContent,
        _ => field.GetAttribute("value") ?? "",
    };

    private sealed record Field(string Name, string Kind, string Value);

    private sealed record Form(string Action, IReadOnlyList<Field> Fields);
}
