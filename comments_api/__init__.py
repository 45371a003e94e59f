"""The commenting service: holds what readers write, publishes what moderators approve."""
