"""The signed-in home, 待办事项 and the menu."""
