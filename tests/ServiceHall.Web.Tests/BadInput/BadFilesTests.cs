using System.Text;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Tests.Inspection;

namespace ServiceHall.Web.Tests.BadInput;

/// <summary>Whatever file somebody hands in is read or refused with a sentence, soon.</summary>
public sealed class BadFilesTests
{
    private const int Seed = 20261121;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static readonly string[] YamlPieces = ["&a ", "*a", "!!int ", "? ", "- - -", "\t", "{", "[", "|", ">", ": ", "'", "\"", "%YAML 9", "---", "...", "\u0000", "\uFEFF", "1e999", ".nan", ".inf", "9999999999999999999999", "<<: *a", "from: 2026-02-30"];

    private static readonly string[] CsvPieces = ["\"", "\"\"", ",", ";", "\t", "\r", "\n", "\u0000", "\uFEFF", "\uFFFE", "=1", "0001-01-01", "9999-99-99", "\u202E", "😀"];

    [Fact]
    public Task A_photo_is_kept_or_refused() => Try(2000, PhotoTests.Jpeg(64, 48), null, file => _ = PhotoFile.Read(file));

    [Fact]
    public Task A_proof_is_kept_or_refused() =>
        Try(1000, "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF"u8.ToArray(), null, file => _ = Attachment.Of(file, "x", 1, default));

    [Fact]
    public Task A_workbook_of_people_is_read_or_refused() => Try(400, PeopleTemplate.Make(), null, People);

    [Fact]
    public Task A_text_of_people_is_read_or_refused() => Try(
        1000, Encoding.UTF8.GetBytes("工号,姓名,单位,窗口编号,窗口名称,大厅编号,岗位,到岗日期\r\n0012,王芳,税务局,A1,办税,,工作人员,2026/1/4\r\n0013,\"李,四\",税务局,A1,办税,,负责人,2026-01-04\r\n"), CsvPieces, People);

    [Fact]
    public Task A_rulebook_is_read_or_its_problems_are_named() => Try(
        120, Encoding.UTF8.GetBytes(HallRulebook.BuiltInText), YamlPieces, file => _ = RulebookReader.Read(Encoding.UTF8.GetString(file), "hall.yaml"));

    [Fact]
    public Task A_notice_of_holidays_is_read_or_refused() => Try(
        1000, """{"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"春节","date":"2027-02-06","isOffDay":false}]}"""u8.ToArray(),
        ["NaN", "1e999", "null", "[", "{", "\"2027-02-30\"", "\"date\":", "\\ud800", "99999999999"],
        file =>
        {
            try
            {
                _ = OfficialHolidays.Read(Encoding.UTF8.GetString(file), "2027.json");
            }
            catch (FormatException)
            {
                // The reader's way to refuse.
            }
        });

    private static void People(byte[] file) => _ = PeopleFile.Read(file);

    private static async Task Try(int times, byte[] whole, string[]? pieces, Action<byte[]> read)
    {
        for (var number = 0; number < times; number++)
        {
            var file = new Dice(Seed, number).Spoil(whole, pieces);
            try
            {
                await Task.Run(() => read(file)).WaitAsync(Soon);
            }
            catch (Exception fault)
            {
                Assert.Fail($"Seed {Seed}, number {number}: {fault}");
            }
        }
    }
}
