using System.Text.RegularExpressions;

namespace ServiceHall.Web.Tests.Conventions;

/// <summary>What people type outlives a reload: each form says under which name it is kept.</summary>
[Collection(nameof(WebSource))]
public sealed partial class KeptForms(WebSource source)
{
    // Passwords, codes and files, which are never kept, and forms of one choice.
    private static readonly string[] NotKept =
    [
        "Accounts/", "Shell/DeskLayout.razor", "People/PersonAccount.razor", "People/Import/", "Boards/ScreensPage.razor", "Export/Trial/TrialForm.razor",
        "Messages/PhoneMessagesPage.razor", "Attendance/Months/MonthPage.razor", "Attendance/PunchPage.razor", "OwnData/PrivacyPage.razor",
    ];

    [Fact]
    public void Every_form_in_which_people_write_is_kept_in_the_browser()
    {
        var forms = Directory.EnumerateFiles(source.Folder, "*.razor", SearchOption.AllDirectories)
            .Select(file => (Page: Path.GetRelativePath(source.Folder, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(page => !page.Page.StartsWith("obj/", StringComparison.Ordinal) && !page.Page.StartsWith("bin/", StringComparison.Ordinal))
            .SelectMany(page => Form().Matches(page.Text).Select(form => (page.Page, Form: form.Value))).ToList();

        Assert.True(forms.Count(form => form.Form.Contains("data-draft", StringComparison.Ordinal)) > 20);
        var unkept = forms.Where(form => !form.Form.Contains("data-draft", StringComparison.Ordinal)
            && !IsSearch().IsMatch(form.Form) && !NotKept.Any(page => form.Page.StartsWith(page, StringComparison.Ordinal)));
        Assert.Empty(unkept.Select(form => $"{form.Page}: {form.Form}"));
    }

    // To its end: a handler such as () => Go(1) has an arrow in it.
    [GeneratedRegex("""<form\b(?:[^>"]|"[^"]*")*>""")]
    private static partial Regex Form();

    [GeneratedRegex("""@onsubmit="\(\) => (?:Go|Load)\(1\)"|\bhidden\b""")]
    private static partial Regex IsSearch();
}
