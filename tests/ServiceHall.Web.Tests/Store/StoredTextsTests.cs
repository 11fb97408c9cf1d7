using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Tests.Store;

/// <summary>Whichever use case writes a text, it is cleaned, and what has no place is refused with a sentence before the database does.</summary>
public sealed class StoredTextsTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task Every_text_column_has_a_length_or_says_that_it_has_none()
    {
        await using var db = await hall.Factory.CreateDbContextAsync();

        Assert.All(Texts(db), column => Assert.NotNull(column.GetMaxLength()));
        Assert.True(Texts(db).Count() > 80);
    }

    [Fact]
    public async Task A_text_longer_than_its_column_is_refused_or_made_to_fit_whatever_it_belongs_to()
    {
        await using var names = await hall.Factory.CreateDbContextAsync();
        foreach (var column in Texts(names).Where(column => column.GetMaxLength() > 0))
        {
            await using var db = await hall.Factory.CreateDbContextAsync();
            var entry = db.Entry(RuntimeHelpers.GetUninitializedObject(column.DeclaringType.ClrType));
            foreach (var key in entry.Metadata.FindPrimaryKey()!.Properties.Where(key => key.ClrType == typeof(string)))
                entry.Property(key).CurrentValue = "x";
            var most = column.GetMaxLength()!.Value;
            entry.Property(column).CurrentValue = new string('长', most + 1);
            entry.State = EntityState.Added;

            var fault = await Record.ExceptionAsync(() => db.SaveChangesAsync());

            if (!column.IsMadeToFit())
                Assert.True(fault is UnfitTextException && fault.Message.Contains($"最多 {most} 个字", StringComparison.Ordinal), $"{Name(column)}: {fault}");
            else
                Assert.True(fault is not UnfitTextException && ((string)entry.Property(column).CurrentValue!).Length == most, $"{Name(column)}: {fault}");
        }
    }

    [Fact]
    public async Task What_is_typed_is_kept_clean_whichever_use_case_writes_it()
    {
        var section = await hall.Person("T100", HallRole.SectionHead);

        var id = await hall.Get<EditPerson>().Run(section, new(null, "T101\u200B", "\u202E张\uFEFF三\u202C", null), default);

        await using var db = await hall.Factory.CreateDbContextAsync();
        var staff = await db.Staff.SingleAsync(person => person.Id == id.Value);
        Assert.Equal(("T101", "张三", "T101"), (staff.Number, staff.Name, staff.NumberKey));
    }

    [Theory]
    [InlineData("李\uFFFE四", "不是文字的编码（U+FFFE）")]
    [InlineData("李\0四", "看不见的控制字符（U+0000）")]
    [InlineData("\u200B\u202E", "只填了看不见的字符")]
    public async Task What_cannot_be_kept_is_refused_and_nothing_is_written(string name, string reason)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var before = await db.Units.CountAsync();
        db.Add(new Unit { Name = name });

        var refused = await Assert.ThrowsAsync<UnfitTextException>(() => db.SaveChangesAsync());

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await db.Units.CountAsync());
    }

    [Fact]
    public async Task A_character_of_several_code_units_counts_once()
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        db.Add(new Unit { Name = string.Concat(Enumerable.Repeat("𠮷", 200)) });

        await db.SaveChangesAsync();
    }

    [Fact]
    public async Task A_number_that_no_choice_has_is_refused()
    {
        var staff = await hall.Person("T110");
        await using var db = await hall.Factory.CreateDbContextAsync();
        db.Add(new RoleGrant { StaffId = staff.StaffId, Role = (HallRole)99 });

        await Assert.ThrowsAsync<UnfitTextException>(() => db.SaveChangesAsync());
    }

    private static IEnumerable<IProperty> Texts(HallDb db) => db.Model.GetEntityTypes().Where(table => !table.IsOwned())
        .SelectMany(table => table.GetProperties()).Where(column => column.ClrType == typeof(string));

    private static string Name(IProperty column) => $"{column.DeclaringType.ClrType.Name}.{column.Name}";
}
