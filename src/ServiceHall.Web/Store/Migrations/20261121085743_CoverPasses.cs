using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ServiceHall.Web.Store.Migrations
{
    /// <inheritdoc />
    public partial class CoverPasses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "cause",
                table: "stale_day",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400);

            migrationBuilder.AlterColumn<string>(
                name: "remark",
                table: "leave_step",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400);

            migrationBuilder.AddColumn<int>(
                name: "next_cover_id",
                table: "leave_request",
                type: "integer",
                nullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_leave_step_actor",
                table: "leave_step",
                sql: "actor_id IS NOT NULL OR act = 'Raise'");

            migrationBuilder.CreateIndex(
                name: "ix_leave_request_next_cover_id",
                table: "leave_request",
                column: "next_cover_id");

            migrationBuilder.AddCheckConstraint(
                name: "ck_leave_request_next_cover",
                table: "leave_request",
                sql: "next_cover_id IS NULL OR (next_cover_id NOT IN (staff_id, cover_id) AND cover_accepted_at IS NOT NULL)");

            migrationBuilder.AddForeignKey(
                name: "fk_leave_request_staff_next_cover_id",
                table: "leave_request",
                column: "next_cover_id",
                principalTable: "staff_member",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_leave_request_staff_next_cover_id",
                table: "leave_request");

            migrationBuilder.DropCheckConstraint(
                name: "ck_leave_step_actor",
                table: "leave_step");

            migrationBuilder.DropIndex(
                name: "ix_leave_request_next_cover_id",
                table: "leave_request");

            migrationBuilder.DropCheckConstraint(
                name: "ck_leave_request_next_cover",
                table: "leave_request");

            migrationBuilder.DropColumn(
                name: "next_cover_id",
                table: "leave_request");

            migrationBuilder.AlterColumn<string>(
                name: "cause",
                table: "stale_day",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(500)",
                oldMaxLength: 500);

            migrationBuilder.AlterColumn<string>(
                name: "remark",
                table: "leave_step",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(500)",
                oldMaxLength: 500);
        }
    }
}
